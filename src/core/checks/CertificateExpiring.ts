import { count, kubectl } from "../notes/wording.ts";
import { certificateIn } from "../topology/certificates.ts";
import { certificateUsesOf } from "../topology/listener-certificates.ts";
import { defineCheck, type Finding } from "./check.ts";

/** cert-manager renews with a third of the lifetime left, a month for the usual 90 days: two weeks mean that it did not. */
const SOON_DAYS = 14;
const DAY = 24 * 60 * 60 * 1000;

/** Certificates that live no longer than this are renewed all the time, and left out. */
export const CertificateExpiring = defineCheck({
  code: "CertificateExpiring",
  severity: "warning",
  title: "The certificate of a listener expires soon",
  about: ["Gateway", "ListenerSet"],
  reads: ["ReferenceGrant", "Secret"],
  run: (owner, snapshot) =>
    certificateUsesOf(snapshot, owner).flatMap(({ secret, path, namespace, name, listener }): readonly Finding[] => {
      const { notBefore = "", notAfter = "" } = (secret.state === "forbidden" ? undefined : certificateIn(secret)) ?? {};
      const now = Date.parse(snapshot.takenAt);
      const end = Date.parse(notAfter);
      const days = Math.floor((end - now) / DAY);
      if (!(end > now) || days >= SOON_DAYS || end - Date.parse(notBefore) <= SOON_DAYS * DAY) return [];
      return [{
        path,
        detail: `The certificate of listener ${listener.name} in Secret ${namespace}/${name} expires on ${notAfter}, in ${count(days, "day")}.`,
        fix: ["Renew it, and put it into the Secret. With cert-manager, the Certificate says why it was not renewed:", kubectl(namespace, "describe", "certificates.cert-manager.io")],
      }];
    }),
});
