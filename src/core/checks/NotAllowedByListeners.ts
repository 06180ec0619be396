import { kubectl, some } from "../notes/wording.ts";
import { find } from "../snapshot/find.ts";
import type { Route } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { admitsKind, attachmentsOf, type ParentAttachment, protocols } from "../topology/attachment.ts";
import { formatLabels } from "../topology/labels.ts";
import type { Listener } from "../topology/listeners.ts";
import { attachability, routeCondition } from "../topology/route-status.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";
import { allRouteKinds, formatListener, formatParent, placeOf } from "./parent-refs.ts";

/**
 * allowedRoutes of a listener: kinds, and the namespaces whose routes it takes, Same when nothing is said. A selector
 * is about the labels of the Namespace, never of the route. One picked listener that takes the route is enough.
 */
export const NotAllowedByListeners = defineCheck({
  code: "NotAllowedByListeners",
  severity: "error",
  title: "No listener that a parentRef picks allows the route",
  about: allRouteKinds,
  reads: ["Gateway", "GatewayClass", "ListenerSet", "Namespace"],
  run: (route, snapshot) =>
    attachmentsOf(snapshot, route).flatMap((attachment) => {
      const result = attachability(attachment);
      if ((result.verdict !== "no" && result.verdict !== "unknown") || result.reason !== "NotAllowedByListeners") return [];
      if (result.verdict === "no") return [finding(snapshot, route, attachment)];
      // Where the labels cannot be read the controller, which reads them, is believed.
      if (routeCondition(snapshot, route, attachment, "Accepted")) return [];
      return [{ ...finding(snapshot, route, attachment), fix: [kubectl("", "get", "namespace", route.metadata.namespace ?? "", "--show-labels")], unknown: result.because ? undecided(result.because) : "allowedRoutes.namespaces.from has a value that the Gateway API does not define" }];
    }),
});

const finding = (snapshot: Snapshot, route: Route, attachment: ParentAttachment): Finding => {
  const refusing = attachment.listeners.filter((one) => one.reason === "NotAllowedByListeners").map((one) => one.listener);
  const [first] = refusing;
  const causes = [...new Set(refusing.map((listener) => cause(snapshot, route, listener)))];
  return {
    path: attachment.path,
    detail: `${formatParent(attachment)} ${attachability(attachment).verdict === "no" ? "does not" : "may not"} take ${route.kind} ${route.metadata.name} from namespace ${route.metadata.namespace}: ${some(refusing.map(formatListener))} ${causes.join("; or ")}.`,
    fix: first ? remedy(snapshot, route, first) : [],
  };
};

const namespacesOf = (listener: Listener) => listener.spec.allowedRoutes?.namespaces;

const kindCause = (listener: Listener, kind: Route["kind"]): string => {
  const kinds = (listener.spec.allowedRoutes?.kinds ?? []).map((one) => one.kind ?? "?");
  return kinds.length > 0 && !kinds.includes(kind) ? `allows ${some(kinds)} only` : `has protocol ${listener.spec.protocol ?? "?"}, which takes no ${kind}`;
};

const cause = (snapshot: Snapshot, route: Route, listener: Listener): string => {
  if (!admitsKind(listener, route.kind)) return kindCause(listener, route.kind);
  const from = namespacesOf(listener)?.from ?? "Same";
  const home = listener.owner.metadata.namespace ?? "";
  if (from === "Same") return `allows routes of its own namespace ${home} only (namespaces.from is ${namespacesOf(listener)?.from ? "Same" : "not set, which means Same"})`;
  if (from !== "Selector") return `allows no routes (namespaces.from is ${from})`;
  const lacking = lacks(snapshot, route, listener);
  return `allows namespaces by label${lacking === "" ? "" : `, and namespace ${route.metadata.namespace} lacks ${lacking}`}`;
};

/** The labels that a selector asks for and the route's Namespace does not have; all of them where they were not read. */
const lacks = (snapshot: Snapshot, route: Route, listener: Listener): string => {
  const lookup = find(snapshot, "Namespace", "", route.metadata.namespace ?? "");
  const labels = lookup.state === "found" ? lookup.object.metadata.labels : {};
  const selector = namespacesOf(listener)?.selector;
  const missing = Object.entries(selector?.matchLabels ?? {}).filter(([key, value]) => labels[key] !== value);
  const expressions = (selector?.matchExpressions ?? []).map((one) => `${one.key ?? "?"} ${one.operator ?? "?"}${one.values.length > 0 ? ` (${one.values.join(", ")})` : ""}`);
  if (lookup.state !== "found") return "";
  return missing.length > 0 ? formatLabels(Object.fromEntries(missing)) : expressions.join(" and ");
};

const remedy = (snapshot: Snapshot, route: Route, listener: Listener): readonly string[] => {
  const namespace = route.metadata.namespace ?? "";
  const place = placeOf(listener);
  if (!admitsKind(listener, route.kind)) {
    const fits = protocols[route.kind].includes(listener.spec.protocol ?? "");
    return [`Attach the route to a listener that takes ${route.kind}${fits ? `, or allow the kind in ${place}.allowedRoutes.kinds` : ""}.`];
  }
  const lacking = (namespacesOf(listener)?.from ?? "Same") === "Selector" ? lacks(snapshot, route, listener) : "";
  const labels = /^[^ =]+=[^ ]*$/.test(lacking) ? lacking.split(",") : [];
  if (labels.length > 0) return [kubectl("", "label", "namespace", namespace, ...labels), `Or let ${place}.allowedRoutes.namespaces.selector match the labels of namespace ${namespace}.`];
  return [`Let ${place}.allowedRoutes.namespaces take namespace ${namespace}: from: Selector with selector.matchLabels kubernetes.io/metadata.name: ${namespace} admits it alone, from: All admits every namespace.`];
};
