import { kubectl } from "../notes/wording.ts";
import { certificateIn } from "../topology/certificates.ts";
import { certificateUsesOf } from "../topology/listener-certificates.ts";
import { defineCheck, type Finding } from "./check.ts";

/** Measured against the time at which the snapshot was taken. */
export const CertificateExpired = defineCheck({
  code: "CertificateExpired",
  severity: "error",
  title: "The certificate of a listener is not valid now",
  about: ["Gateway", "ListenerSet"],
  reads: ["ReferenceGrant", "Secret"],
  run: (owner, snapshot) =>
    certificateUsesOf(snapshot, owner).flatMap(({ secret, path, namespace, name, listener }): readonly Finding[] => {
      const { notBefore = "", notAfter = "" } = (secret.state === "forbidden" ? undefined : certificateIn(secret)) ?? {};
      const now = Date.parse(snapshot.takenAt);
      const say = (when: string, fix: readonly string[]): Finding => ({ path, detail: `The certificate of listener ${listener.name} in Secret ${namespace}/${name} ${when}; clients refuse it.`, fix });
      if (Date.parse(notBefore) > now) return [say(`is not valid before ${notBefore}`, ["Put the certificate that was valid until now back into the Secret."])];
      return Date.parse(notAfter) <= now
        ? [say(`expired on ${notAfter}`, ["Renew it, and put it into the Secret. With cert-manager, the Certificate says why it was not renewed:", kubectl(namespace, "describe", "certificates.cert-manager.io")])]
        : [];
    }),
});
