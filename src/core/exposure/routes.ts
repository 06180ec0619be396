/** Ways in through Gateways: HTTPRoute, GRPCRoute, TLSRoute, TCPRoute and UDPRoute. */
import { notesAbout } from "../checks/registry.ts";
import { groupBy } from "../snapshot/derived.ts";
import { find } from "../snapshot/find.ts";
import type { ObjectOf, Route } from "../snapshot/kinds.ts";
import { formatRef, refKey } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";
import { attachmentsOf, type ListenerAttachment, type ParentAttachment } from "../topology/attachment.ts";
import { type RouteUse, routeUsesOf } from "../topology/backends.ts";
import { listenerPort } from "../topology/listeners.ts";
import { findPort } from "../topology/ports.ts";
import type { Service } from "../topology/selection.ts";
import { backendHops } from "./backend.ts";
import { finish, station } from "./draft.ts";
import { frontHop } from "./front.ts";
import { type Audience, frontOf } from "../topology/loadbalancer.ts";
import type { Hop, Way } from "./model.ts";
import { relevant } from "./relevance.ts";
import { withPort } from "./urls.ts";

/** One way for each route and each of its parentRefs. */
export const routeWays = (snapshot: Snapshot, service: Service): readonly Way[] => {
  const uses = routeUsesOf(snapshot, service);
  if (uses.length === 0) return [];
  return [...groupBy(uses, (use) => refKey(refOf(use.route))).values()].flatMap((group) => {
    const route = (group[0] as RouteUse).route;
    return attachmentsOf(snapshot, route).map((attachment) => way(snapshot, service, group, attachment));
  });
};

const way = (snapshot: Snapshot, service: Service, uses: readonly RouteUse[], attachment: ParentAttachment): Way => {
  const route = (uses[0] as RouteUse).route;
  const front = frontOf((attachment.gateway?.status.addresses ?? []).map((one) => (one.type === "Hostname" ? { hostname: one.value ?? "" } : { ip: one.value ?? "" })));
  const mesh = attachment.kind === "Service";
  const taken = attachment.listeners.filter((one) => one.verdict !== "no");
  const reach: Audience = mesh ? "pods" : front.addresses.length === 0 ? "unknown" : front.reach;
  const ports = [...new Set(uses.flatMap((use) => findPort(service, { number: use.backendRef.port }) ?? []))];
  const share = shareOf(uses);
  const about = refOf(route);
  const first = taken[0]?.listener;
  return finish({
    via: route.kind, from: about, path: uses[0]?.path ?? "spec.rules", reach, urls: mesh ? [] : urlsOf(route, uses, taken, front.addresses[0]),
    tls: taken.some((one) => ["HTTPS", "TLS"].includes(one.listener.spec.protocol ?? "")),
    detail: mesh ? `mesh ${attachment.name}` : `${attachment.name}${first?.spec.name && attachment.parentRef.sectionName ? `/${first.spec.name}` : ""}`,
    gateway: { group: attachment.parentRef.group ?? "gateway.networking.k8s.io", kind: attachment.kind, namespace: attachment.namespace, name: attachment.name },
    ...(first?.spec.name === undefined ? {} : { listener: first.spec.name }),
    ...classOfGateway(snapshot, attachment.gateway),
    ...(share === undefined ? {} : { share }),
  }, [
    station("client", mesh ? "a pod in the mesh" : reach === "internet" ? "a client on the internet" : "a client outside the cluster"),
    ...(mesh ? [] : frontHop(snapshot, front.addresses, taken[0]?.hostnames[0] ?? "any host")),
    ...parentHops(snapshot, attachment, taken),
    routeHop(snapshot, route, uses, attachment),
    ...backendHops(snapshot, service, ports),
  ]);
};

const classOfGateway = (snapshot: Snapshot, gateway: ObjectOf<"Gateway"> | undefined): { class?: string; controller?: string } => {
  const name = gateway?.spec.gatewayClassName;
  if (name === undefined) return {};
  const lookup = find(snapshot, "GatewayClass", "", name);
  return { class: name, ...(lookup.state === "found" && lookup.object.spec.controllerName ? { controller: lookup.object.spec.controllerName } : {}) };
};

/** The Gateway with its class and the listeners in use; what is wrong with other listeners is left out. */
const parentHops = (snapshot: Snapshot, attachment: ParentAttachment, taken: readonly ListenerAttachment[]): readonly Hop[] => {
  const { gateway } = attachment;
  if (!gateway) return [station("gateway", `${attachment.kind} ${attachment.namespace}/${attachment.name}`)];
  const lookup = find(snapshot, "GatewayClass", "", gateway.spec.gatewayClassName ?? "");
  const classNotes = lookup.state === "found" ? notesAbout(snapshot, lookup.object) : [];
  const own = taken.filter((one) => one.listener.owner === gateway).map((one) => one.listener.path);
  const about = refOf(gateway);
  const hops = [station("gateway", `${formatRef(about)}, class ${gateway.spec.gatewayClassName ?? "(none)"}`, { about, notes: [...classNotes, ...relevant(notesAbout(snapshot, gateway), own)] })];
  const set = attachment.parent.state === "found" && attachment.parent.object.kind === "ListenerSet" ? attachment.parent.object : undefined;
  if (set) hops.push(station("gateway", formatRef(refOf(set)), { about: refOf(set), notes: relevant(notesAbout(snapshot, set), taken.map((one) => one.listener.path)) }));
  return [...hops, ...listenerHop(attachment, taken)];
};

const listenerHop = (attachment: ParentAttachment, taken: readonly ListenerAttachment[]): readonly Hop[] =>
  taken.length === 0 ? [] : [station("listener", taken.map(({ listener }) => `listener ${listener.spec.name ?? "?"} (${listener.spec.protocol ?? "?"} ${listenerPort(listener) ?? "?"}${listener.spec.hostname ? ` ${listener.spec.hostname}` : ""})`).join(", "), {
    checked: [`${attachment.listeners.length - taken.length} of ${attachment.listeners.length} picked listeners refuse the route`].filter(() => attachment.listeners.length > taken.length),
  })];

/** Every backendRef of a used rule counts: where one of them fails, so do its share of the requests to the same URL. */
const routeHop = (snapshot: Snapshot, route: Route, uses: readonly RouteUse[], attachment: ParentAttachment): Hop => {
  const about = refOf(route);
  const hostnames = [...new Set(attachment.listeners.flatMap((one) => one.hostnames))];
  const checked = uses.map((use) => `rule ${use.ruleIndex} ${pathsOf(route, use.ruleIndex).join(", ")}`.trimEnd());
  return station("route", `${formatRef(about)}${hostnames.length > 0 ? `: ${hostnames.join(", ")}` : ""}`, {
    about, checked: [...new Set(checked)], notes: relevant(notesAbout(snapshot, route), [attachment.path, ...uses.map((use) => `spec.rules[${use.ruleIndex}]`)]),
  });
};

/** The paths that a rule's matches name; a rule without matches takes every path. */
const pathsOf = (route: Route, ruleIndex: number): readonly string[] => {
  if (route.kind !== "HTTPRoute") return [];
  const matches = route.spec.rules[ruleIndex]?.matches ?? [];
  return matches.length === 0 ? ["/"] : [...new Set(matches.map((match) => match.path?.value ?? "/"))];
};

const MOST_URLS = 6;

const urlsOf = (route: Route, uses: readonly RouteUse[], taken: readonly ListenerAttachment[], address: string | undefined): readonly string[] => {
  const paths = [...new Set(uses.flatMap((use) => pathsOf(route, use.ruleIndex)))];
  const urls = taken.flatMap(({ listener, hostnames }) =>
    hostnames.flatMap((hostname) => {
      const host = hostname === "*" ? address : hostname;
      if (host === undefined) return [];
      const port = listenerPort(listener) ?? "?";
      if (route.kind === "TCPRoute" || route.kind === "UDPRoute") return [`${route.kind === "UDPRoute" ? "udp://" : ""}${host}:${port}`];
      if (route.kind === "TLSRoute") return [`${host}:${port}`];
      const base = withPort(listener.spec.protocol === "HTTPS" ? "https" : "http", host, port);
      return route.kind === "GRPCRoute" ? [base] : paths.map((path) => (path === "/" ? `${base}/` : `${base}${path}`));
    }));
  const https = urls.filter((url) => url.startsWith("https"));
  return [...new Set([...https, ...urls])].slice(0, MOST_URLS);
};

/** The part of a rule's traffic that these backendRefs get; undefined where it is all of it, or nothing is sent. */
const shareOf = (uses: readonly RouteUse[]): number | undefined => {
  const use = uses[0] as RouteUse;
  const rule = use.route.spec.rules[use.ruleIndex];
  const weight = (ref: { readonly weight?: number }): number => ref.weight ?? 1;
  const total = (rule?.backendRefs ?? []).reduce((sum, ref) => sum + weight(ref), 0);
  const mine = uses.filter((one) => one.ruleIndex === use.ruleIndex).reduce((sum, one) => sum + weight(one.backendRef), 0);
  return total === 0 || mine === total ? undefined : mine / total;
};
