/**
 * What is kept of a Secret: its type, the names of its keys, and what its certificate says in public. Every loader
 * reduces a Secret before anything else sees it; no value and no part of one leaves this file, not in errors either.
 */
import { createPrivateKey, X509Certificate } from "node:crypto";

type Raw = Readonly<Record<string, unknown>>;

/** Some tools write the whole Secret into an annotation of their own, so only annotations known to be harmless stay. */
const KEPT_ANNOTATION = /^(cert-manager\.io|controller\.cert-manager\.io)\//;

const record = (value: unknown): Raw => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : {});

/** The raw Secret without its values, ready to be read through its shape. One that is reduced already stays as it is. */
export const reduceSecret = (raw: object): object => {
  const { apiVersion, kind, type, metadata, data, stringData, keys, certificate } = raw as Raw;
  const values = valuesOf(record(data), record(stringData));
  const isReduced = data === undefined && stringData === undefined && Array.isArray(keys);
  const content = isReduced
    ? { keys, certificate }
    : { keys: [...values.keys()].toSorted(), certificate: certificateOf(values.get("tls.crt") ?? values.get("ca.crt"), values.get("tls.key")) };
  return { apiVersion, kind, type, metadata: reduceMetadata(record(metadata)), ...content };
};

const reduceMetadata = (metadata: Raw): Raw => {
  const annotations = Object.entries(record(metadata["annotations"])).filter(([key]) => KEPT_ANNOTATION.test(key));
  const { managedFields: _managedFields, ...rest } = metadata;
  return { ...rest, annotations: Object.fromEntries(annotations) };
};

/** As the API server merges them: stringData, plain text, over data, base64. */
const valuesOf = (data: Raw, stringData: Raw): ReadonlyMap<string, string> =>
  new Map([
    ...Object.entries(data).map(([key, value]) => [key, Buffer.from(typeof value === "string" ? value : "", "base64").toString()] as const),
    ...Object.entries(stringData).map(([key, value]) => [key, typeof value === "string" ? value : ""] as const),
  ]);

interface CertificateFacts {
  readonly names?: readonly string[];
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly issuer?: string;
  readonly selfSigned?: boolean;
  readonly keyFits?: boolean;
  readonly error?: string;
}

const certificateOf = (pem: string | undefined, key: string | undefined): CertificateFacts | undefined => {
  if (pem === undefined) return undefined;
  if (!pem.includes("-----BEGIN CERTIFICATE-----")) return { error: "it holds no PEM certificate" };
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    return { error: "its PEM certificate cannot be decoded" };
  }
  const keyFits = key === undefined ? undefined : doesKeyFit(certificate, key);
  return {
    names: namesOf(certificate),
    notBefore: rfc3339(certificate.validFrom),
    notAfter: rfc3339(certificate.validTo),
    issuer: certificate.issuer.split("\n").join(", "),
    selfSigned: isSelfSigned(certificate),
    ...(keyFits === undefined ? {} : { keyFits }),
  };
};

/** undefined for a key that cannot be decoded: whether an encrypted one fits is not known. */
const doesKeyFit = (certificate: X509Certificate, pem: string): boolean | undefined => {
  try {
    return certificate.checkPrivateKey(createPrivateKey(pem));
  } catch {
    return undefined;
  }
};

const isSelfSigned = (certificate: X509Certificate): boolean => {
  try {
    return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);
  } catch {
    return false;
  }
};

/** DNS names and IP addresses; the common name counts only where there are none, as for older clients. */
const namesOf = (certificate: X509Certificate): readonly string[] => {
  const alternatives = (certificate.subjectAltName ?? "").split(", ").flatMap((one) => {
    const [, name] = /^(?:DNS|IP Address):"?([^"]*)"?$/.exec(one) ?? [];
    return name === undefined ? [] : [name];
  });
  if (alternatives.length > 0) return alternatives;
  const [, commonName] = /^CN=(.*)$/m.exec(certificate.subject ?? "") ?? [];
  return commonName === undefined ? [] : [commonName];
};

/** From OpenSSL's `Nov  3 21:40:37 2026 GMT`. */
const rfc3339 = (date: string): string => {
  const time = Date.parse(date);
  return Number.isNaN(time) ? "" : new Date(time).toISOString().replace(".000Z", "Z");
};
