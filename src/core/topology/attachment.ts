/**
 * Where a route attaches: for each parentRef, which listeners take it and why the others do not. Gateway API
 * specification of parentRefs, allowedRoutes and hostnames; status is not looked at here.
 */
import type { Verdict } from "../notes/note.ts";
import { derivedOf } from "../snapshot/derived.ts";
import { find, type Lookup } from "../snapshot/find.ts";
import type { Route, RouteKind } from "../snapshot/kinds.ts";
import type { Gap, Snapshot } from "../snapshot/snapshot.ts";
import { intersections } from "./hostnames.ts";
import {
  admitsListenerSet, admitsNamespace, GATEWAY_GROUP, type Gateway, type Listener, listenersIn, type ListenerSet, listenerPort, listenerSetsOf,
} from "./listeners.ts";

export type ParentRef = Route["spec"]["parentRefs"][number];

/** Reasons of the route condition Accepted (gateway-api shared_types.go). */
export type AttachmentReason = "NotAllowedByListeners" | "NoMatchingListenerHostname" | "ParentNotAccepted";

export interface ListenerAttachment {
  readonly listener: Listener;
  readonly verdict: Verdict;
  /** Why not, where the verdict is no or could turn to no. */
  readonly reason?: AttachmentReason;
  /** Under which hostnames it answers here; `*` for any. */
  readonly hostnames: readonly string[];
  readonly because?: Gap | undefined;
}

export interface ParentAttachment {
  readonly parentRef: ParentRef;
  /** `spec.parentRefs[0]` of the route. */
  readonly path: string;
  /** Gateway, ListenerSet, Service (mesh) or a kind that is not known here. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly parent: Lookup<Gateway | ListenerSet> | { readonly state: "foreign" };
  /** The Gateway in the end: the parent itself, or the parent of the ListenerSet. */
  readonly gateway?: Gateway;
  /** Listeners that sectionName and port pick; empty when they pick none. */
  readonly listeners: readonly ListenerAttachment[];
}

/** Protocols whose listeners take a kind of route when allowedRoutes.kinds says nothing (gateway_types.go, ProtocolType). */
export const protocols: Readonly<Record<RouteKind, readonly string[]>> = {
  GRPCRoute: ["HTTP", "HTTPS"],
  HTTPRoute: ["HTTP", "HTTPS"],
  TCPRoute: ["TCP", "TLS"],
  TLSRoute: ["TLS"],
  UDPRoute: ["UDP"],
};

export const admitsKind = (listener: Listener, kind: RouteKind): boolean => {
  const kinds = listener.spec.allowedRoutes?.kinds ?? [];
  const named = kinds.length === 0 || kinds.some((one) => one.kind === kind && (one.group ?? GATEWAY_GROUP) === GATEWAY_GROUP);
  const protocol = listener.spec.protocol;
  const known = protocol !== undefined && Object.values(protocols).some((list) => list.includes(protocol));
  // A protocol of an implementation's own takes what that implementation says.
  return named && (protocol === undefined || !known || protocols[kind].includes(protocol));
};

const hasHostnames = (kind: RouteKind): boolean => kind !== "TCPRoute" && kind !== "UDPRoute";

const attachTo = (snapshot: Snapshot, route: Route, listener: Listener): ListenerAttachment => {
  const refused = (reason: AttachmentReason): ListenerAttachment => ({ listener, verdict: "no", reason, hostnames: [] });
  if (!admitsKind(listener, route.kind)) return refused("NotAllowedByListeners");
  const home = listener.owner.metadata.namespace ?? "";
  const admission = admitsNamespace(snapshot, listener.spec.allowedRoutes?.namespaces, { home, guest: route.metadata.namespace ?? "", otherwise: "Same" });
  if (admission.verdict === "no") return refused("NotAllowedByListeners");
  const hostnames = hasHostnames(route.kind) ? intersections(listener.spec.hostname, route.spec.hostnames) : ["*"];
  if (hostnames.length === 0) return refused("NoMatchingListenerHostname");
  if (admission.verdict === "unknown") return { listener, verdict: "unknown", reason: "NotAllowedByListeners", hostnames, because: admission.because };
  return { listener, verdict: "yes", hostnames };
};

const picks = (parentRef: ParentRef, listener: Listener): boolean =>
  (parentRef.sectionName === undefined || parentRef.sectionName === listener.spec.name) &&
  (parentRef.port === undefined || parentRef.port === listenerPort(listener));

const attachToListenerSet = (snapshot: Snapshot, route: Route, parentRef: ParentRef, set: ListenerSet): Pick<ParentAttachment, "gateway" | "listeners"> => {
  const parent = find(snapshot, "Gateway", set.spec.parentRef?.namespace ?? set.metadata.namespace ?? "", set.spec.parentRef?.name ?? "");
  if (parent.state !== "found") return { listeners: [] };
  const gateway = parent.object;
  const admission = admitsListenerSet(snapshot, gateway, set);
  const listeners = listenersIn(gateway, set).filter((listener) => picks(parentRef, listener)).map((listener): ListenerAttachment => {
    const attachment = attachTo(snapshot, route, listener);
    if (admission.verdict === "yes" || attachment.verdict === "no") return attachment;
    return { ...attachment, verdict: admission.verdict, reason: "ParentNotAccepted", because: admission.because };
  });
  return { gateway, listeners };
};

const attachParent = (snapshot: Snapshot, route: Route, parentRef: ParentRef, index: number): ParentAttachment => {
  const kind = parentRef.kind ?? "Gateway";
  const namespace = parentRef.namespace ?? route.metadata.namespace ?? "";
  const name = parentRef.name ?? "";
  const base = { parentRef, path: `spec.parentRefs[${index}]`, kind, namespace, name };
  if ((parentRef.group ?? GATEWAY_GROUP) !== GATEWAY_GROUP || (kind !== "Gateway" && kind !== "ListenerSet")) {
    return { ...base, parent: { state: "foreign" }, listeners: [] };
  }
  if (kind === "ListenerSet") {
    const parent = find(snapshot, "ListenerSet", namespace, name);
    return parent.state === "found" ? { ...base, parent, ...attachToListenerSet(snapshot, route, parentRef, parent.object) } : { ...base, parent, listeners: [] };
  }
  const parent = find(snapshot, "Gateway", namespace, name);
  if (parent.state !== "found") return { ...base, parent, listeners: [] };
  const gateway = parent.object;
  const listeners = listenersIn(gateway, gateway).filter((listener) => picks(parentRef, listener)).map((listener) => attachTo(snapshot, route, listener));
  return { ...base, parent, gateway, listeners };
};

/** How a route attaches to each of its parentRefs, in their order. */
export const attachmentsOf = derivedOf((snapshot: Snapshot, route: Route): readonly ParentAttachment[] =>
  route.spec.parentRefs.map((parentRef, index) => attachParent(snapshot, route, parentRef, index)));

/** All listeners of a Gateway that may take routes: its own, and those of ListenerSets that it does not refuse. */
export const allListeners = (snapshot: Snapshot, gateway: Gateway): readonly Listener[] => [
  ...listenersIn(gateway, gateway),
  ...listenerSetsOf(snapshot, gateway).filter((set) => admitsListenerSet(snapshot, gateway, set).verdict !== "no").flatMap((set) => listenersIn(gateway, set)),
];
