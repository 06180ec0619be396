import { some } from "../notes/wording.ts";
import { certificateIn, uncoveredHosts } from "../topology/certificates.ts";
import { type CertificateUse, certificateUsesOf } from "../topology/listener-certificates.ts";
import type { Secret } from "../topology/certificates.ts";
import { defineCheck } from "./check.ts";

/** The certificate of a listener must name the listener's hostname. One of several that does is enough: SNI picks it. */
export const CertificateDoesNotCoverHostname = defineCheck({
  code: "CertificateDoesNotCoverHostname",
  severity: "error",
  title: "No certificate of a listener is for its hostname",
  about: ["Gateway", "ListenerSet"],
  reads: ["ReferenceGrant", "Secret"],
  run: (owner, snapshot) => {
    const uses = certificateUsesOf(snapshot, owner);
    return owner.spec.listeners.flatMap((listener, i) => {
      const { name, hostname = "" } = listener;
      const mine = uses.filter((use) => use.listener === listener);
      const certificates = mine.flatMap((use) => certificateOf(use) ?? []);
      // With a certificate that could not be read the right one may be there.
      if (hostname === "" || mine.length === 0 || certificates.length < mine.length) return [];
      if (certificates.some((certificate) => uncoveredHosts(certificate, [hostname]).length === 0)) return [];
      return [{
        path: `spec.listeners[${i}].tls.certificateRefs`,
        detail: `Listener ${name} is for ${hostname}, its ${certificates.length === 1 ? "certificate is" : "certificates are"} for ${some(certificates.flatMap((one) => one.names)) || "no host at all"}: clients refuse it.`,
        fix: [`Get a certificate that names ${hostname}${hostname.startsWith("*.") ? "" : " (a wildcard in a certificate stands for one label only)"} and put it into Secret ${some(mine.map((use) => `${use.namespace}/${use.name}`))}.`],
        // Single hosts under a wildcard may still be covered.
        ...(hostname.startsWith("*.") ? { severity: "warning" as const } : {}),
      }];
    });
  },
});

const certificateOf = ({ secret }: CertificateUse): NonNullable<Secret["certificate"]> | undefined => (secret.state === "forbidden" ? undefined : certificateIn(secret));
