import { kubectl } from "../notes/wording.ts";
import { isRefusal } from "../topology/backing.ts";
import type { Secret } from "../topology/certificates.ts";
import { type CertificateUse, certificateUsesOf } from "../topology/listener-certificates.ts";
import { namespacesWith } from "../topology/namesakes.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";

/** A listener without a usable certificate is not programmed: the port refuses the handshake. */
export const InvalidCertificateRef = defineCheck({
  code: "InvalidCertificateRef",
  severity: "error",
  title: "A listener names a certificate that is missing or unusable",
  about: ["Gateway", "ListenerSet"],
  reads: ["ReferenceGrant", "Secret"],
  run: (owner, snapshot) => certificateUsesOf(snapshot, owner).flatMap((use) => judge(snapshot, use)),
});

const judge = (snapshot: Snapshot, use: CertificateUse): readonly Finding[] => {
  const { secret, path, namespace, name, listener } = use;
  switch (secret.state) {
    case "forbidden": return [];
    case "unknown":
      return isRefusal(secret.because)
        ? [{ path, detail: `Whether Secret ${namespace}/${name} holds a certificate for listener ${listener.name} is not known.`, fix: [kubectl(namespace, "auth", "can-i", "get", `secret/${name}`)], unknown: undecided(secret.because) }]
        : [];
    case "missing": {
      const [elsewhere] = namespacesWith(snapshot, "Secret", name);
      return [{
        path: `${path}.name`,
        detail: `There is no Secret ${name} in namespace ${namespace}, so listener ${listener.name} has no certificate.${elsewhere === undefined ? "" : ` Secret ${name} exists in namespace ${elsewhere}.`}`,
        fix: [elsewhere === undefined ? "Create it with the certificate and its key (kubectl create secret tls), or let cert-manager make it: its Certificate must name this Secret." : `Set ${path}.namespace to ${elsewhere}; a ReferenceGrant there must permit it.`, kubectl(namespace, "get", "secrets", "--field-selector", "type=kubernetes.io/tls")],
      }];
    }
    case "found": {
      const problem = problemOf(secret.object);
      return problem === undefined ? [] : [{
        path, detail: `Secret ${namespace}/${name} ${problem}.`,
        fix: ["Put the certificate with its chain into tls.crt and the key that belongs to it into tls.key, in a Secret of type kubernetes.io/tls.", kubectl(namespace, "describe", "secret", name)],
      }];
    }
  }
};

const problemOf = ({ type, keys, certificate }: Secret): string | undefined => {
  const absent = ["tls.crt", "tls.key"].filter((key) => !keys.includes(key));
  if (absent.length > 0) return `has no ${absent.join(" and no ")}${type === undefined || type === "kubernetes.io/tls" ? "" : `; its type is ${type}`}`;
  if (certificate?.error !== undefined) return `cannot be read as a certificate: ${certificate.error}`;
  return certificate?.keyFits === false ? "holds a key that does not belong to its certificate" : undefined;
};
