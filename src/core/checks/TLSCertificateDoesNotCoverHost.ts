import { some } from "../notes/wording.ts";
import { certificateIn, tlsUsesOf, uncoveredHosts } from "../topology/certificates.ts";
import { defineCheck } from "./check.ts";

/** Clients compare the host with subjectAltName; a wildcard there stands for exactly one label (RFC 6125). */
export const TLSCertificateDoesNotCoverHost = defineCheck({
  code: "TLSCertificateDoesNotCoverHost",
  severity: "error",
  title: "The certificate is for other hosts",
  about: ["Ingress"],
  reads: ["IngressClass", "Secret"],
  evidence: ["Secret"],
  run: (ingress, snapshot) =>
    tlsUsesOf(snapshot, ingress).flatMap((use) => {
      const certificate = certificateIn(use.secret);
      const hosts = certificate ? uncoveredHosts(certificate, use.hosts) : [];
      if (!certificate || hosts.length === 0) return [];
      return [{
        path: use.path,
        detail: `The certificate in Secret ${use.secretName} is for ${some(certificate.names) || "no host at all (it names none)"}, not for ${some(hosts)}: clients refuse it there.`,
        fix: [`Get a certificate that names ${some(hosts)} too${hosts.some((host) => certificate.names.some((name) => name.startsWith("*.") && host.endsWith(name.slice(1)))) ? " (a wildcard stands for one label only)" : ""}, and put it into Secret ${use.secretName}.`],
        // The note counts for every host of the entry, and the others are served well.
        ...(hosts.length < use.hosts.length ? { severity: "warning" as const } : {}),
      }];
    }),
});
