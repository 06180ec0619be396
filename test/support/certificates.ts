/** X.509 certificates made at test time, so that no private key is kept and no openssl is needed. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";

export interface CertificateOptions {
  readonly commonName: string;
  /** DNS names and IPv4 addresses. */
  readonly names?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Who signs it; itself when left out. */
  readonly issuer?: Certificate;
}

export interface Certificate {
  readonly commonName: string;
  readonly pem: string;
  readonly keyPem: string;
  readonly key: KeyObject;
}

const HOUR = 3_600_000;

export const makeCertificate = (options: CertificateOptions): Certificate => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = options.issuer?.key ?? privateKey;
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    nameOf(options.issuer?.commonName ?? options.commonName),
    der(0x30, time(options.notBefore ?? new Date(Date.now() - HOUR)), time(options.notAfter ?? new Date(Date.now() + HOUR))),
    nameOf(options.commonName),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(0x30, ...extensions(options))),
  );
  const whole = der(0x30, body, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), sign("sha256", body, signer)));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    commonName: options.commonName,
    pem: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
    keyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    key: privateKey,
  };
};

/** One element of DER: its tag, its length, its content. */
const der = (tag: number, ...content: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const [high, low] = [body.length >> 8, body.length & 0xff];
  const length = body.length < 0x80 ? [low] : high === 0 ? [0x81, low] : [0x82, high, low];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};

const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const ECDSA_WITH_SHA256 = der(0x30, oid("2a8648ce3d040302"));
const COMMON_NAME = oid("550403");
const BASIC_CONSTRAINTS = oid("551d13");
const SUBJECT_ALT_NAME = oid("551d11");
const TRUE = der(0x01, Buffer.from([0xff]));

const nameOf = (commonName: string): Buffer => der(0x30, der(0x31, der(0x30, COMMON_NAME, der(0x0c, Buffer.from(commonName)))));

/** UTCTime, which every date before 2050 has to be written in. */
const time = (date: Date): Buffer => der(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replaceAll(/[-T:]/g, "")}Z`));

const extensions = ({ names = [], issuer }: CertificateOptions): readonly Buffer[] => [
  der(0x30, BASIC_CONSTRAINTS, TRUE, der(0x04, der(0x30, ...(issuer ? [] : [TRUE])))),
  ...(names.length === 0 ? [] : [der(0x30, SUBJECT_ALT_NAME, der(0x04, der(0x30, ...names.map(generalName))))]),
];

const generalName = (name: string): Buffer =>
  isIP(name) === 4 ? der(0x87, Buffer.from(name.split(".").map(Number))) : der(0x82, Buffer.from(name));
