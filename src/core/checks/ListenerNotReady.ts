import type { Snapshot } from "../snapshot/snapshot.ts";
import { type Condition, conditionOf, failing, formatCondition } from "../topology/conditions.ts";
import type { Gateway, ListenerSet } from "../topology/listeners.ts";
import { CertificateRefNotPermitted } from "./CertificateRefNotPermitted.ts";
import { defineCheck, type Finding } from "./check.ts";
import { InvalidCertificateRef } from "./InvalidCertificateRef.ts";
import { InvalidRouteKinds } from "./InvalidRouteKinds.ts";
import { ListenerConflicted } from "./ListenerConflicted.ts";
import { ListenerWithoutCertificate } from "./ListenerWithoutCertificate.ts";

/** Checks that find the cause of such a condition in the spec, and say more than the condition does. */
const causes = [CertificateRefNotPermitted, InvalidCertificateRef, InvalidRouteKinds, ListenerConflicted, ListenerWithoutCertificate];

/** What the controller says about a listener, where the spec does not show it: a port in use, a protocol it does not speak. */
export const ListenerNotReady = defineCheck({
  code: "ListenerNotReady",
  severity: "error",
  title: "The controller does not serve a listener",
  about: ["Gateway", "ListenerSet"],
  reads: ["Namespace", "ReferenceGrant", "Secret"],
  run: (owner, snapshot) => {
    const troubled = owner.spec.listeners.flatMap((listener, i) => {
      const condition = trouble(owner, listener.name);
      return condition ? [{ name: listener.name, path: `spec.listeners[${i}]`, condition }] : [];
    });
    if (troubled.length === 0) return [];
    const explained = explainedBy(owner, snapshot);
    return troubled
      .filter(({ path }) => !explained.some((finding) => finding.unknown === undefined && finding.path.startsWith(`${path}.`)))
      .map(({ name, path, condition }) => ({ path, detail: `Listener ${name} is not ${words[condition.type ?? ""] ?? "ready"}: ${formatCondition(condition)}`, fix: ["Correct what the message names."] }));
  },
});

const explainedBy = (owner: Gateway | ListenerSet, snapshot: Snapshot): readonly Finding[] => causes.flatMap((check) => check.run(owner, snapshot));

const words: Readonly<Record<string, string>> = { Accepted: "accepted", Programmed: "programmed", ResolvedRefs: "able to resolve its references", Conflicted: "free of conflicts" };

/** The first condition that says no; Pending says nothing yet. */
const trouble = (owner: Gateway | ListenerSet, name: string | undefined): Condition | undefined => {
  const conditions = owner.status.listeners.find((one) => one.name === name)?.conditions ?? [];
  const conflict = conditionOf(conditions, "Conflicted", owner);
  if (conflict?.status === "True") return conflict;
  const said = ["Accepted", "ResolvedRefs", "Programmed"].map((type) => failing(conditions, type, owner));
  return said.find((one) => one !== undefined && one.reason !== "Pending");
};
