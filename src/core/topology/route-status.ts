/** What a controller says about a route's parentRef, and what the specification says: side by side. */
import type { Route } from "../snapshot/kinds.ts";
import type { Gap, Snapshot } from "../snapshot/snapshot.ts";
import type { AttachmentReason, ParentAttachment, ParentRef } from "./attachment.ts";
import { type Condition, conditionOf } from "./conditions.ts";
import { controllerOf } from "./gateway-class.ts";
import { GATEWAY_GROUP } from "./listeners.ts";

export type RouteParentStatus = Route["status"] extends infer S | undefined ? S extends { readonly parents: readonly (infer P)[] } ? P : never : never;

const keyOf = (ref: ParentRef = {}, route: Route): string => {
  const { group = GATEWAY_GROUP, kind = "Gateway", namespace = route.metadata.namespace ?? "", name = "", sectionName = "", port = "" } = ref;
  return [group, kind, namespace, name, sectionName, port].join("\n");
};

/**
 * The entry of status.parents for a parentRef. An entry by another controller than that of the Gateway's class does
 * not count: several controllers may write into one list.
 */
export const statusOf = (snapshot: Snapshot, route: Route, { parentRef, gateway }: ParentAttachment): RouteParentStatus | undefined => {
  const wanted = keyOf(parentRef, route);
  const controller = gateway && controllerOf(snapshot, gateway);
  return route.status?.parents.find((entry) => keyOf(entry.parentRef, route) === wanted && (controller === undefined || entry.controllerName === controller));
};

/** A condition of a route for one parentRef, where it is not stale. */
export const routeCondition = (snapshot: Snapshot, route: Route, attachment: ParentAttachment, type: string): Condition | undefined =>
  conditionOf(statusOf(snapshot, route, attachment)?.conditions ?? [], type, route);

export type Attachability =
  | { readonly verdict: "yes" }
  /** The parent was not found or not read, or is no Gateway: nothing to say about its listeners. */
  | { readonly verdict: "none" }
  | { readonly verdict: "no"; readonly reason: AttachmentReason | "NoMatchingParent" }
  | { readonly verdict: "unknown"; readonly reason: AttachmentReason; readonly because?: Gap | undefined };

/** One listener that takes the route is enough. Among several refusals the one that came closest is named. */
export const attachability = (attachment: ParentAttachment): Attachability => {
  const { gateway, listeners } = attachment;
  if (!gateway) return { verdict: "none" };
  if (listeners.length === 0) return { verdict: "no", reason: "NoMatchingParent" };
  if (listeners.some((one) => one.verdict === "yes")) return { verdict: "yes" };
  const open = listeners.find((one) => one.verdict === "unknown");
  if (open) return { verdict: "unknown", reason: open.reason ?? "NotAllowedByListeners", because: open.because };
  const reasons = ["ParentNotAccepted", "NoMatchingListenerHostname", "NotAllowedByListeners"] as const;
  return { verdict: "no", reason: reasons.find((reason) => listeners.some((one) => one.reason === reason)) ?? "NotAllowedByListeners" };
};
