import { kubectl } from "../notes/wording.ts";
import { certificateIn, tlsUsesOf } from "../topology/certificates.ts";
import type { Ingress } from "../topology/ingress-class.ts";
import { defineCheck, type Finding } from "./check.ts";

const renew = (ingress: Ingress): readonly string[] => [
  "Renew the certificate, and put it into the Secret. With cert-manager, the Certificate says why it was not renewed:",
  kubectl(ingress.metadata.namespace ?? "", "describe", "certificates"),
];

/** Measured against the time at which the snapshot was taken. */
export const TLSCertificateExpired = defineCheck({
  code: "TLSCertificateExpired",
  severity: "error",
  title: "The certificate is not valid now",
  about: ["Ingress"],
  reads: ["IngressClass", "Secret"],
  evidence: ["Secret"],
  run: (ingress, snapshot) =>
    tlsUsesOf(snapshot, ingress).flatMap((use) => {
      const { notBefore = "", notAfter = "" } = certificateIn(use.secret) ?? {};
      const now = Date.parse(snapshot.takenAt);
      const say = (when: string, fix: readonly string[]): Finding => ({ path: use.path, detail: `The certificate in Secret ${use.secretName} ${when}; clients refuse it.`, fix });
      if (Date.parse(notBefore) > now) return [say(`is not valid before ${notBefore}`, ["Put the certificate that was valid until now back into the Secret."])];
      return Date.parse(notAfter) <= now ? [say(`expired on ${notAfter}`, renew(ingress))] : [];
    }),
});
