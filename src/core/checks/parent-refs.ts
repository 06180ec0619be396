/** What the checks about a route's parentRefs share. */
import { formatRef } from "../snapshot/ref.ts";
import { refOf } from "../snapshot/snapshot.ts";
import type { ParentAttachment } from "../topology/attachment.ts";
import { type Listener, listenerPort } from "../topology/listeners.ts";

export const allRouteKinds = ["GRPCRoute", "HTTPRoute", "TCPRoute", "TLSRoute", "UDPRoute"] as const;

/** `web (HTTP 80, *.example.com)`. */
export const formatListener = (listener: Listener): string => {
  const { name, protocol, hostname } = listener.spec;
  return `${name ?? "?"} (${protocol ?? "?"} ${listenerPort(listener) ?? "?"}${hostname ? `, ${hostname}` : ""})`;
};

/** `Gateway infra/edge`: the parent as the parentRef names it. */
export const formatParent = ({ kind, namespace, name }: ParentAttachment): string => formatRef({ group: "", kind, namespace, name });

/** Where a listener is written: `Gateway infra/edge, spec.listeners[1]`. */
export const placeOf = (listener: Listener): string => `${formatRef(refOf(listener.owner))}, ${listener.path}`;
