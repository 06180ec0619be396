/** Ways in through Gateways: HTTPRoute, GRPCRoute, TLSRoute, TCPRoute and UDPRoute. */
import { notesAbout } from "../checks/notes-about.ts";
import type { Verdict } from "../notes/note.ts";
import { groupBy, type Some } from "../snapshot/derived.ts";
import { find, type Lookup } from "../snapshot/find.ts";
import type { ObjectOf, Route } from "../snapshot/kinds.ts";
import { formatRef, refKey } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";
import { attachmentsOf, type ListenerAttachment, type ParentAttachment } from "../topology/attachment.ts";
import { type RouteUse, routeUsesOf } from "../topology/backends.ts";
import { GATEWAY_GROUP, listenerPort } from "../topology/listeners.ts";
import { findPort, type ServicePort } from "../topology/ports.ts";
import type { Service } from "../topology/selection.ts";
import { backendHops } from "./backend.ts";
import { type Draft, finish, station } from "./draft.ts";
import { frontHop } from "./front.ts";
import { frontOf } from "../topology/loadbalancer.ts";
import type { Hop, Way } from "./model.ts";
import { relevant } from "./relevance.ts";
import { withPort } from "./urls.ts";

/** One way for each route and each of its parentRefs. */
export const routeWays = (snapshot: Snapshot, service: Service): readonly Way[] => {
  const uses = routeUsesOf(snapshot, service);
  if (uses.length === 0) return [];
  return [...groupBy(uses, (use) => refKey(refOf(use.route))).values()].flatMap((group) => waysBy(snapshot, service, group, attachmentsOf(snapshot, group[0].route)));
};

/** One way for each of these parents, through backendRefs of one route that name this Service. */
export const waysBy = (snapshot: Snapshot, service: Service, uses: Uses, attachments: readonly ParentAttachment[]): readonly Way[] =>
  attachments.map((attachment) => (attachment.kind === "Service" ? meshWay : gatewayWay)(snapshot, service, uses, attachment));

type Uses = Some<RouteUse>;

const portsOf = (service: Service, uses: Uses): readonly ServicePort[] => [...new Set(uses.flatMap((use) => findPort(service, { number: use.backendRef.port, protocol: use.route.kind === "UDPRoute" ? "UDP" : "TCP" }) ?? []))];

const common = (uses: Uses, attachment: ParentAttachment): Pick<Draft, "via" | "from" | "path" | "gateway" | "share"> => {
  const [{ route, path }] = uses;
  const share = shareOf(uses);
  const { kind, namespace, name, parentRef } = attachment;
  return {
    via: route.kind, from: refOf(route), path, gateway: { group: parentRef.group ?? GATEWAY_GROUP, kind, namespace, name }, ...(share === undefined ? {} : { share }),
  };
};

/** GAMMA: the route hangs on a Service, and pods of the mesh that call that Service are its clients. */
const meshWay = (snapshot: Snapshot, service: Service, uses: Uses, attachment: ParentAttachment): Way =>
  finish({ ...common(uses, attachment), reach: "pods", urls: [], tls: false, detail: `mesh ${attachment.name}` }, [
    station("client", "a pod in the mesh"),
    ...parentHops(snapshot, attachment, []),
    routeHop(snapshot, uses, attachment),
    ...backendHops(snapshot, service, portsOf(service, uses)),
  ]);

const gatewayWay = (snapshot: Snapshot, service: Service, uses: Uses, attachment: ParentAttachment): Way => {
  const front = frontOf((attachment.gateway?.status.addresses ?? []).map(({ type, value = "" }) => (type === "Hostname" ? { hostname: value } : { ip: value })));
  const taken = attachment.listeners.filter((one) => one.verdict !== "no");
  const [host] = taken[0]?.hostnames ?? uses[0].route.spec.hostnames;
  return finish({
    ...common(uses, attachment),
    reach: front.reach,
    urls: urlsOf(uses, taken, front.addresses[0]),
    tls: taken.some((one) => ["HTTPS", "TLS"].includes(one.listener.spec.protocol ?? "")),
    ...listenerFields(attachment, taken),
    ...classOfGateway(snapshot, attachment.gateway),
  }, [
    station("client", front.reach === "internet" ? "a client on the internet" : "a client outside the cluster"),
    ...frontHop(snapshot, attachment.gateway && front.addresses, host),
    ...parentHops(snapshot, attachment, taken),
    routeHop(snapshot, uses, attachment),
    ...backendHops(snapshot, service, portsOf(service, uses)),
  ]);
};

const listenerFields = ({ name, parentRef }: ParentAttachment, taken: readonly ListenerAttachment[]): { detail: string; listener?: string } => {
  const listener = taken[0]?.listener.spec.name;
  const detail = listener !== undefined && parentRef.sectionName !== undefined ? `${name}/${listener}` : name;
  return listener === undefined ? { detail } : { detail, listener };
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
  if (!gateway) return [{ ...station("gateway", `${attachment.kind} ${attachment.namespace}/${attachment.name}`), verdict: parentVerdict(snapshot, attachment) }];
  const lookup = find(snapshot, "GatewayClass", "", gateway.spec.gatewayClassName ?? "");
  const classNotes = lookup.state === "found" ? notesAbout(snapshot, lookup.object) : [];
  const own = taken.filter((one) => one.listener.owner === gateway).map((one) => one.listener.path);
  const about = refOf(gateway);
  const hops = [station("gateway", `${formatRef(about)}, class ${gateway.spec.gatewayClassName ?? "(none)"}`, { about, notes: [...classNotes, ...relevant(notesAbout(snapshot, gateway), own)] })];
  const set = attachment.parent.state === "found" && attachment.parent.object.kind === "ListenerSet" ? attachment.parent.object : undefined;
  if (set) hops.push(station("gateway", formatRef(refOf(set)), { about: refOf(set), notes: relevant(notesAbout(snapshot, set), taken.map((one) => one.listener.path)) }));
  return [...hops, ...listenerHop(attachment, taken)];
};

/** For a parent that leads to no Gateway: one that was not read may be there, and so may one that other software knows. */
const parentVerdict = (snapshot: Snapshot, { kind, namespace, name, parent }: ParentAttachment): Verdict => {
  const own = parent.state === "foreign" && kind === "Service" ? find(snapshot, "Service", namespace, name) : parent;
  return verdictOfLookup[own.state === "found" && own.object.kind === "ListenerSet" ? gatewayOf(snapshot, own.object).state : own.state];
};

const verdictOfLookup = { found: "yes", missing: "no", unknown: "unknown", foreign: "unknown" } as const;

const gatewayOf = (snapshot: Snapshot, { metadata, spec }: ObjectOf<"ListenerSet">): Lookup<ObjectOf<"Gateway">> =>
  find(snapshot, "Gateway", spec.parentRef?.namespace ?? metadata.namespace ?? "", spec.parentRef?.name ?? "");

const listenerHop = (attachment: ParentAttachment, taken: readonly ListenerAttachment[]): readonly Hop[] =>
  taken.length === 0 ? [] : [station("listener", taken.map(({ listener }) => `listener ${listener.spec.name ?? "?"} (${listener.spec.protocol ?? "?"} ${listenerPort(listener) ?? "?"}${listener.spec.hostname ? ` ${listener.spec.hostname}` : ""})`).join(", "), {
    checked: [`${attachment.listeners.length - taken.length} of ${attachment.listeners.length} picked listeners refuse the route`].filter(() => attachment.listeners.length > taken.length),
  })];

/** Every backendRef of a used rule counts: where one of them fails, so do its share of the requests to the same URL. */
const routeHop = (snapshot: Snapshot, uses: Uses, attachment: ParentAttachment): Hop => {
  const [{ route }] = uses;
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

const urlsOf = (uses: Uses, taken: readonly ListenerAttachment[], address: string | undefined): readonly string[] => {
  const [{ route }] = uses;
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
const shareOf = (uses: Uses): number | undefined => {
  const [use] = uses;
  const rule = use.route.spec.rules[use.ruleIndex];
  const weight = (ref: { readonly weight?: number }): number => ref.weight ?? 1;
  const total = (rule?.backendRefs ?? []).reduce((sum, ref) => sum + weight(ref), 0);
  const mine = uses.filter((one) => one.ruleIndex === use.ruleIndex).reduce((sum, one) => sum + weight(one.backendRef), 0);
  return total === 0 || mine === total ? undefined : mine / total;
};
