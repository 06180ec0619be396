import { find } from "../snapshot/find.ts";
import { formatRef } from "../snapshot/ref.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { refOf } from "../snapshot/snapshot.ts";
import { conditionOf } from "../topology/conditions.ts";
import { type ListenerConflict, listenerConflictsOf } from "../topology/listener-conflicts.ts";
import { admitsListenerSet, type Gateway, listenerPort, type ListenerSet, listenerStatusOf } from "../topology/listeners.ts";
import { defineCheck, type Finding } from "./check.ts";

/**
 * Listeners on one port must differ: HTTP, HTTPS and TLS by hostname, TCP and UDP cannot. Within one object all of
 * them are out; a ListenerSet's gives way to those of the Gateway and of older sets.
 */
export const ListenerConflicted = defineCheck({
  code: "ListenerConflicted",
  severity: "error",
  title: "Two listeners cannot be told apart",
  about: ["Gateway", "ListenerSet"],
  reads: ["Namespace"],
  run: (owner, snapshot) => {
    const gateway = gatewayOf(snapshot, owner);
    return gateway ? listenerConflictsOf(snapshot, gateway).filter((conflict) => conflict.listener.owner === owner).map((conflict) => finding(conflict)) : [];
  },
});

/** The Gateway, if this object's listeners are certainly part of it. */
const gatewayOf = (snapshot: Snapshot, owner: Gateway | ListenerSet): Gateway | undefined => {
  if (owner.kind === "Gateway") return owner;
  const lookup = find(snapshot, "Gateway", owner.spec.parentRef?.namespace ?? owner.metadata.namespace ?? "", owner.spec.parentRef?.name ?? "");
  return lookup.state === "found" && admitsListenerSet(snapshot, lookup.object, owner).verdict === "yes" ? lookup.object : undefined;
};

const finding = (conflict: ListenerConflict): Finding => {
  const { listener, other, isCertain } = conflict;
  const { owner, path, spec } = listener;
  const isOwn = other.owner === owner;
  // What its controller serves is served.
  const isSure = isCertain && conditionOf(listenerStatusOf(listener)?.conditions ?? [], "Conflicted", owner)?.status !== "False";
  return {
    path: `${path}.${isAboutNames(conflict) ? "hostname" : "port"}`,
    detail: `Listeners ${spec.name} and ${other.spec.name}${isOwn ? "" : ` of ${formatRef(refOf(other.owner))}`} share port ${listenerPort(listener)} with ${shared(conflict)}: ${outcome(conflict, isSure)}.`,
    fix: [isAboutNames(conflict) ? "Give them different hostnames or ports, or remove one." : "Give one of them another port."],
    ...(isSure ? {} : { severity: "warning" as const }),
  };
};

const isAboutNames = ({ listener, reason }: ListenerConflict): boolean => reason === "HostnameConflict" && !["TCP", "UDP"].includes(listener.spec.protocol ?? "");

const shared = (conflict: ListenerConflict): string => {
  const { protocol, hostname } = conflict.listener.spec;
  const other = conflict.other.spec.protocol;
  const protocols = protocol === other ? `protocol ${protocol}` : `protocols ${protocol} and ${other}`;
  return isAboutNames(conflict) ? `${protocols} and ${hostname ? `hostname ${hostname}` : "no hostname"}` : protocols;
};

const outcome = ({ listener, other }: ListenerConflict, isSure: boolean): string => {
  if (!isSure) return "some implementations serve neither";
  return listener.owner === other.owner ? "neither is served" : "the other one came first";
};
