import { formatRef } from "../snapshot/ref.ts";
import { find } from "../snapshot/find.ts";
import { type Gap, refOf } from "../snapshot/snapshot.ts";
import { conditionOf } from "../topology/conditions.ts";
import { admitsListenerSet } from "../topology/listeners.ts";
import { defineCheck, undecided } from "./check.ts";

/** Gateway.spec.allowedListeners: None when nothing is said, so a ListenerSet is never let in by default. */
export const ListenerSetNotAllowed = defineCheck({
  code: "ListenerSetNotAllowed",
  severity: "error",
  title: "The Gateway does not allow this ListenerSet to add listeners",
  about: ["ListenerSet"],
  reads: ["Gateway", "Namespace"],
  run: (set, snapshot) => {
    const home = set.metadata.namespace ?? "";
    const { namespace = home, name = "" } = set.spec.parentRef ?? {};
    const gateway = find(snapshot, "Gateway", namespace, name);
    if (gateway.state !== "found") return [];
    const { verdict, because } = admitsListenerSet(snapshot, gateway.object, set);
    if (verdict === "yes" || (verdict === "unknown" && conditionOf(set.status.conditions, "Accepted", set))) return [];
    const rule = gateway.object.spec.allowedListeners?.namespaces?.from;
    return [{
      path: "spec.parentRef",
      detail: `${formatRef(refOf(gateway.object))} takes listeners from ${words(rule)}; this set is in namespace ${home}.`,
      fix: [`Set spec.allowedListeners.namespaces of ${formatRef(refOf(gateway.object))} to from: ${remedy(home, gateway.object.metadata.namespace)}, or All.`],
      ...(verdict === "unknown" ? { unknown: openBecause(because, rule) } : {}),
    }];
  },
});

const openBecause = (because: Gap | undefined, rule: string | undefined): string =>
  because ? undecided(because) : `allowedListeners.namespaces.from: ${rule} is not defined by the Gateway API`;

const remedy = (home: string, namespace: string | undefined): string => (home === namespace ? "Same" : "Selector with a selector that matches the Namespace");

const words = (from: string | undefined): string => {
  if (from === undefined || from === "None") return `no ListenerSet (allowedListeners.namespaces.from is ${from ?? "not set, which means None"})`;
  return from === "Same" ? "ListenerSets of its own namespace only" : "ListenerSets of namespaces with certain labels only";
};
