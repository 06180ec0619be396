/** Listeners of one Gateway, its ListenerSets included, that cannot be told apart (gateway_types.go, spec.listeners). */
import { derived, groupBy } from "../snapshot/derived.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { allListeners } from "./attachment.ts";
import { type Gateway, type Listener, listenerPort } from "./listeners.ts";

export interface ListenerConflict {
  readonly listener: Listener;
  /** The reasons of the listener condition Conflicted. */
  readonly reason: "HostnameConflict" | "ProtocolConflict";
  readonly other: Listener;
  /** HTTP beside HTTPS on one port, for different hostnames: some implementations can tell them apart. */
  readonly isCertain: boolean;
}

/** HTTPS and TLS both begin with a TLS handshake that names the host; UDP ports are other ports. */
const groups: Readonly<Record<string, string>> = { HTTP: "HTTP", HTTPS: "TLS", TLS: "TLS", TCP: "TCP", UDP: "UDP" };

const hostnameOf = (listener: Listener): string => (listener.spec.hostname ?? "").toLowerCase();

/** Listeners by port; UDP apart. Protocols that the specification does not define are left out. */
const byPort = (listeners: readonly Listener[]): readonly (readonly Listener[])[] =>
  [...groupBy(
    listeners.filter((one) => groups[one.spec.protocol ?? ""] !== undefined && listenerPort(one) !== undefined),
    (one) => `${one.spec.protocol === "UDP" ? "udp" : "tcp"} ${listenerPort(one)}`,
  ).values()].filter((group) => group.length > 1);

const groupOf = (listener: Listener): string => groups[listener.spec.protocol ?? ""] ?? "";

/**
 * How `listener` loses against `other`. Within one object both lose; among a Gateway and its ListenerSets the first in
 * the order of precedence stays, and the list is in that order.
 */
const conflictOf = (listener: Listener, other: Listener): ListenerConflict | undefined => {
  const sameName = hostnameOf(listener) === hostnameOf(other);
  const isTransport = [groupOf(listener), groupOf(other)].some((group) => group === "TCP" || group === "UDP");
  if (groupOf(listener) !== groupOf(other)) return { listener, other, reason: "ProtocolConflict", isCertain: sameName || isTransport };
  return sameName || isTransport ? { listener, other, reason: "HostnameConflict", isCertain: true } : undefined;
};

/** Every listener meets only the first few that it could conflict with: nothing is compared with everything. */
const conflictsIn = (port: readonly Listener[]): readonly ListenerConflict[] => {
  const order = new Map(port.map((listener, i) => [listener, i]));
  const sameName = groupBy(port, hostnameOf);
  const firsts = [...groupBy(port, groupOf).values()].flatMap((group) => group.slice(0, 2));
  return port.flatMap((listener) => {
    const others = [...(sameName.get(hostnameOf(listener)) ?? []).slice(0, 4), ...firsts];
    const beating = others.filter((other) => other !== listener && (other.owner === listener.owner || (order.get(other) ?? 0) < (order.get(listener) ?? 0)));
    return beating.flatMap((other) => conflictOf(listener, other) ?? []).toSorted((x, y) => Number(y.isCertain) - Number(x.isCertain)).slice(0, 1);
  });
};

const known = derived(() => new WeakMap<Gateway, readonly ListenerConflict[]>());

/** At most one conflict per listener, the certain before the uncertain. */
export const listenerConflictsOf = (snapshot: Snapshot, gateway: Gateway): readonly ListenerConflict[] => {
  const kept = known(snapshot).get(gateway);
  if (kept) return kept;
  const made = byPort(allListeners(snapshot, gateway)).flatMap(conflictsIn);
  known(snapshot).set(gateway, made);
  return made;
};
