/** The listeners of a Gateway: its own and those that ListenerSets add. */
import type { Verdict } from "../notes/note.ts";
import { derived, groupBy } from "../snapshot/derived.ts";
import { find } from "../snapshot/find.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import { compareText } from "../snapshot/ref.ts";
import type { Gap, Snapshot } from "../snapshot/snapshot.ts";
import { type LabelSelector, matchesSelector } from "./labels.ts";

export type Gateway = ObjectOf<"Gateway">;
export type ListenerSet = ObjectOf<"ListenerSet">;
export type ListenerSpec = Gateway["spec"]["listeners"][number];

export const GATEWAY_GROUP = "gateway.networking.k8s.io";

export interface Listener {
  readonly gateway: Gateway;
  /** The object whose field it is: the Gateway itself or a ListenerSet. */
  readonly owner: Gateway | ListenerSet;
  /** `spec.listeners[2]` of the owner. */
  readonly path: string;
  readonly spec: ListenerSpec;
}

/** An answer and, where it is unknown, what was not read. */
export interface Admission { readonly verdict: Verdict; readonly because?: Gap | undefined }

/** From which namespace into which; `otherwise` applies where the rule says nothing. */
interface Visit { readonly home: string; readonly guest: string; readonly otherwise: "Same" | "None" }

type NamespaceRule = { readonly from?: string; readonly selector?: LabelSelector } | undefined;

/**
 * Whether objects of a namespace are let in by a `namespaces` field (FromNamespaces: All, Same, Selector, None).
 * `otherwise` is the default when `from` is absent: Same for allowedRoutes, None for allowedListeners. Selectors are
 * matched against the labels of the Namespace object, never of the route.
 */
export const admitsNamespace = (snapshot: Snapshot, rule: NamespaceRule, { home, guest, otherwise }: Visit): Admission => {
  const from = rule?.from ?? otherwise;
  switch (from) {
    case "All": return { verdict: "yes" };
    case "Same": return { verdict: home === guest ? "yes" : "no" };
    case "None": return { verdict: "no" };
    case "Selector": return matchesNamespace(snapshot, rule?.selector, guest);
    default: return { verdict: "unknown" };
  }
};

const NAMESPACE_NAME_LABEL = "kubernetes.io/metadata.name";

const matchesNamespace = (snapshot: Snapshot, selector: LabelSelector | undefined, namespace: string): Admission => {
  if (!selector) return { verdict: "no" };
  const lookup = find(snapshot, "Namespace", "", namespace);
  // The API server sets this label on every namespace, so it is known even when the labels were not read.
  const certain = { [NAMESPACE_NAME_LABEL]: namespace };
  if (lookup.state === "found") return { verdict: matchesSelector(selector, { ...lookup.object.metadata.labels, ...certain }) };
  const onlyName = [...Object.keys(selector.matchLabels), ...selector.matchExpressions.map((one) => one.key)].every((key) => key === NAMESPACE_NAME_LABEL);
  if (onlyName) return { verdict: matchesSelector(selector, certain) };
  return lookup.state === "unknown" ? { verdict: "unknown", because: lookup.because } : { verdict: "no" };
};

const listenerSetsByGateway = derived((snapshot) =>
  groupBy(snapshot.objects.ListenerSet, (set) =>
    `${set.spec.parentRef?.namespace ?? set.metadata.namespace ?? ""}/${set.spec.parentRef?.name ?? ""}`));

/** ListenerSets that name a Gateway as their parent, oldest first, then by namespace and name (their precedence). */
export const listenerSetsOf = (snapshot: Snapshot, gateway: Gateway): readonly ListenerSet[] =>
  (listenerSetsByGateway(snapshot).get(`${gateway.metadata.namespace ?? ""}/${gateway.metadata.name ?? ""}`) ?? []).toSorted((a, b) =>
    compareText(a.metadata.creationTimestamp ?? "", b.metadata.creationTimestamp ?? "") ||
    compareText(`${a.metadata.namespace ?? ""}/${a.metadata.name ?? ""}`, `${b.metadata.namespace ?? ""}/${b.metadata.name ?? ""}`));

/** Whether a Gateway lets a ListenerSet add listeners (spec.allowedListeners; none by default). */
export const admitsListenerSet = (snapshot: Snapshot, gateway: Gateway, set: ListenerSet): Admission =>
  admitsNamespace(snapshot, gateway.spec.allowedListeners?.namespaces, { home: gateway.metadata.namespace ?? "", guest: set.metadata.namespace ?? "", otherwise: "None" });

export const listenersIn = (gateway: Gateway, owner: Gateway | ListenerSet): readonly Listener[] =>
  owner.spec.listeners.map((spec, index) => ({ gateway, owner, path: `spec.listeners[${index}]`, spec }));

/** The status entry of a listener, by name. */
export const listenerStatusOf = (listener: Listener): Gateway["status"]["listeners"][number] | undefined =>
  listener.owner.status.listeners.find((one) => one.name === listener.spec.name);

/** Where the spec names no port (a ListenerSet may leave it to its implementation), the protocol's own. */
export const listenerPort = (listener: Listener): number | undefined =>
  listener.spec.port ?? (listener.spec.protocol === "HTTP" ? 80 : listener.spec.protocol === "HTTPS" || listener.spec.protocol === "TLS" ? 443 : undefined);
