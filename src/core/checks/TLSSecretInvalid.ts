import { kubectl } from "../notes/wording.ts";
import { type Secret, type TLSUse, tlsUsesOf } from "../topology/certificates.ts";
import { defineCheck, type Finding } from "./check.ts";

const TLS_TYPE = "kubernetes.io/tls";

/** A certificate and its key stand under tls.crt and tls.key (core/v1, kubernetes.io/tls). Controllers skip what they cannot use. */
export const TLSSecretInvalid = defineCheck({
  code: "TLSSecretInvalid",
  severity: "error",
  title: "The Secret holds no usable certificate",
  about: ["Ingress"],
  reads: ["IngressClass", "Secret"],
  evidence: ["Secret"],
  run: (ingress, snapshot) =>
    tlsUsesOf(snapshot, ingress).flatMap((use) => (use.secret.state === "found" ? judge(use, use.secret.object) : [])),
});

const judge = (use: TLSUse, secret: Secret): readonly Finding[] => {
  const problem = problemOf(secret);
  const namespace = secret.metadata.namespace ?? "";
  if (problem !== undefined) {
    return [{
      path: use.path,
      detail: `Secret ${use.secretName} ${problem}. The controller serves its default certificate instead, or nothing.`,
      fix: ["Put the certificate (with its chain) into tls.crt and the key that belongs to it into tls.key.", kubectl(namespace, "describe", "secret", use.secretName)],
    }];
  }
  // Many controllers look at the keys only.
  return secret.type === undefined || secret.type === TLS_TYPE
    ? []
    : [{
        path: use.path, severity: "warning",
        detail: `Secret ${use.secretName} is of type ${secret.type}, not ${TLS_TYPE}. It has the right keys, but some controllers do not take it.`,
        fix: [`Create it anew with type ${TLS_TYPE}: the type of a Secret cannot be changed.`],
      }];
};

const problemOf = ({ keys, certificate }: Secret): string | undefined => {
  const absent = ["tls.crt", "tls.key"].filter((key) => !keys.includes(key));
  if (absent.length > 0) return `has no ${absent.join(" and no ")} (it has ${keys.join(", ") || "no keys at all"})`;
  if (certificate?.error !== undefined) return `cannot be read as a certificate: ${certificate.error}`;
  return certificate?.keyFits === false ? "holds a key that does not belong to its certificate" : undefined;
};
