import { kubectl } from "../notes/wording.ts";
import { certificateIn, tlsUsesOf } from "../topology/certificates.ts";
import { defineCheck } from "./check.ts";

const DAY = 86_400_000;

/** Two weeks, or a quarter of its life for a certificate that lives only days: later than whoever renews in time does it. */
const margin = (notBefore: number, notAfter: number): number => Math.min(14 * DAY, Number.isNaN(notBefore) ? Infinity : (notAfter - notBefore) / 4);

export const TLSCertificateExpiring = defineCheck({
  code: "TLSCertificateExpiring",
  severity: "warning",
  title: "The certificate expires soon",
  about: ["Ingress"],
  reads: ["IngressClass", "Secret"],
  evidence: ["Secret"],
  run: (ingress, snapshot) =>
    tlsUsesOf(snapshot, ingress).flatMap((use) => {
      const { notBefore = "", notAfter = "" } = certificateIn(use.secret) ?? {};
      const end = Date.parse(notAfter);
      const left = end - Date.parse(snapshot.takenAt);
      if (!(left > 0 && left < margin(Date.parse(notBefore), end))) return [];
      return [{
        path: use.path,
        detail: `The certificate in Secret ${use.secretName} expires on ${notAfter}, in ${Math.floor(left / DAY)} days.`,
        fix: ["Renew the certificate, and put it into the Secret. With cert-manager it should have been renewed by now; the Certificate says why not:", kubectl(ingress.metadata.namespace ?? "", "describe", "certificates")],
      }];
    }),
});
