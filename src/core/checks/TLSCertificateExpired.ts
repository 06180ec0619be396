import { kubectl } from "../notes/wording.ts";
import { certificateIn, tlsUsesOf } from "../topology/certificates.ts";
import { defineCheck } from "./check.ts";

/** Measured against the time at which the snapshot was taken. */
export const TLSCertificateExpired = defineCheck({
  code: "TLSCertificateExpired",
  severity: "error",
  title: "The certificate is not valid now",
  about: ["Ingress"],
  reads: ["IngressClass", "Secret"],
  run: (ingress, snapshot) =>
    tlsUsesOf(snapshot, ingress).flatMap((use) => {
      const { notBefore = "", notAfter = "" } = certificateIn(use.secret) ?? {};
      const now = Date.parse(snapshot.takenAt);
      const when = Date.parse(notAfter) <= now ? `expired on ${notAfter}` : Date.parse(notBefore) > now ? `is not valid before ${notBefore}` : undefined;
      if (when === undefined) return [];
      return [{
        path: use.path,
        detail: `The certificate in Secret ${use.secretName} ${when}; clients refuse it.`,
        fix: ["Renew the certificate, and put it into the Secret. With cert-manager, the Certificate says why it was not renewed:", kubectl(ingress.metadata.namespace ?? "", "describe", "certificates")],
      }];
    }),
});
