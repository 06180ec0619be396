/** Which rules of Ingresses and routes a URL could mean, and which of them take it. */
import { derived, groupBy } from "../snapshot/derived.ts";
import type { ObjectOf, Route } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { attachmentsOf, type ListenerAttachment, type ParentAttachment } from "../topology/attachment.ts";
import { allRoutes, type IngressUse, ingressUses } from "../topology/backends.ts";
import { ingressHostTakes, takes } from "../topology/hostnames.ts";
import { classNameOf, type Ingress } from "../topology/ingress-class.ts";
import { listenerPort } from "../topology/listeners.ts";
import { literalPath } from "./ingress.ts";

/** A URL as rules look at it; without a path it asks about the hostname as such. */
export interface Asked { readonly host: string; readonly port?: number | undefined; readonly path?: string | undefined }

interface Rank {
  /** Whose requests these are: an Ingress class, or the Gateways. DNS decides between them, so each has its own best. */
  readonly plane: string;
  /** How exactly the rule names the hostname: by name, by a wildcard (the longer the better), not at all. */
  readonly host: number;
  /** How much of the path it matches; -1: it does not take the path. Exact goes before a prefix of the same length. */
  readonly path: number;
}

export interface IngressCandidate extends Rank { readonly kind: "Ingress"; readonly object: Ingress; readonly use: IngressUse }
export interface RouteCandidate extends Rank {
  readonly kind: "Route";
  readonly object: Route;
  readonly ruleIndex: number;
  /** It takes the URL only with a method, header or query parameter that nobody spoke of. */
  readonly isConditional: boolean;
}
export type Candidate = IngressCandidate | RouteCandidate;

const BY_NAME = 1000;

const rankOf = (hostname: string | undefined, host: string): number => {
  const name = (hostname ?? "").toLowerCase();
  return name === host ? BY_NAME : name.startsWith("*.") ? name.length : 0;
};

/** Element-wise, as PathPrefix and pathType Prefix are; expressions count as far as they are literal. */
const matchLength = (pattern: string | undefined, type: "Exact" | "PathPrefix" | "other", path: string): number => {
  if (type === "Exact") return pattern === path ? path.length + 0.5 : -1;
  const literal = type === "other" ? literalPath(pattern) : (pattern ?? "/");
  const prefix = literal.replace(/\/+$/, "");
  const isExpression = type === "other" && pattern !== undefined && literal !== pattern;
  return path === prefix || path.startsWith(`${prefix}/`) || (isExpression && path.startsWith(prefix)) ? prefix.length : -1;
};

/** The rules of every Ingress whose host takes the name. */
const ingressCandidates = (snapshot: Snapshot, { host, path }: Asked): readonly IngressCandidate[] =>
  snapshot.objects.Ingress.flatMap((ingress) => {
    const uses = ingressUses(ingress).filter((use) => !use.isDefault && ingressHostTakes(use.host, host));
    return uses.map((use): IngressCandidate => ({
      kind: "Ingress", object: ingress, use, plane: planeOf(snapshot, ingress), host: rankOf(use.host, host),
      path: path === undefined ? 0 : matchLength(use.urlPath, use.pathType === "Exact" ? "Exact" : "other", path),
    }));
  });

const planeOf = (snapshot: Snapshot, ingress: Ingress): string => `Ingress ${classNameOf(snapshot, ingress) ?? ""}`;

const withDefaultBackend = derived((snapshot) => snapshot.objects.Ingress.filter((ingress) => ingress.spec.defaultBackend !== undefined));

/**
 * What takes a request that no rule takes (IngressSpec.defaultBackend): the default backend of an Ingress without
 * rules, and that of an Ingress with rules for the hosts that these name. Whether the latter also answers for other
 * hosts is up to its controller (`isCertain`).
 */
export const defaultBackends = (snapshot: Snapshot, { host }: Asked): readonly { readonly candidate: IngressCandidate; readonly isCertain: boolean }[] =>
  withDefaultBackend(snapshot).flatMap((ingress) => {
    const isCertain = ingress.spec.rules.length === 0 || ingress.spec.rules.some((rule) => ingressHostTakes(rule.host, host));
    return ingressUses(ingress).filter((use) => use.isDefault).map((use) => ({
      isCertain, candidate: { kind: "Ingress" as const, object: ingress, use, plane: planeOf(snapshot, ingress), host: 0, path: 0 },
    }));
  });

export const takesHost = ({ hostnames }: ListenerAttachment, host: string): boolean => hostnames.some((hostname) => takes(hostname, host));

const onPort = ({ listener }: ListenerAttachment, port: number | undefined): boolean => port === undefined || (listenerPort(listener) ?? port) === port;

/** A TCP or UDP listener takes every name on its port: only a port asks for it. */
const isAskedFor = (route: Route, { port }: Asked): boolean => port !== undefined || (route.kind !== "TCPRoute" && route.kind !== "UDPRoute");

/** Whether the listeners of one parentRef take the URL for this route. */
export const reaches = (attachment: ParentAttachment, { host, port }: Asked): boolean =>
  attachment.listeners.some((one) => takesHost(one, host) && onPort(one, port));

/** A route that attaches nowhere still claims the names that it lists: that is the answer to why they fail. */
const claims = (snapshot: Snapshot, route: Route, asked: Asked): boolean => {
  const attachments = attachmentsOf(snapshot, route);
  if (attachments.some((one) => reaches(one, asked))) return true;
  return attachments.every((one) => one.listeners.every(({ verdict }) => verdict === "no")) && route.spec.hostnames.some((hostname) => takes(hostname, asked.host));
};

const routeCandidates = (snapshot: Snapshot, asked: Asked): readonly RouteCandidate[] =>
  allRoutes(snapshot).filter((route) => isAskedFor(route, asked) && claims(snapshot, route, asked)).flatMap((route) => {
    const names = [...route.spec.hostnames, ...attachmentsOf(snapshot, route).flatMap((one) => one.listeners).flatMap((one) => one.hostnames)];
    const host = Math.max(0, ...names.filter((name) => takes(name, asked.host)).map((name) => rankOf(name, asked.host)));
    return rulesOf(route, asked.path).map((rule) => ({ kind: "Route" as const, object: route, plane: "Gateway", host, ...rule }));
  });

type RuleRank = Pick<RouteCandidate, "ruleIndex" | "path" | "isConditional">;

const rulesOf = (route: Route, path: string | undefined): readonly RuleRank[] => {
  if (route.kind !== "HTTPRoute") return route.spec.rules.map((_, ruleIndex) => ({ ruleIndex, path: 0, isConditional: false }));
  return route.spec.rules.map((rule, ruleIndex) => ({ ruleIndex, ...ruleRank(rule.matches, path) }));
};

type Match = ObjectOf<"HTTPRoute">["spec"]["rules"][number]["matches"][number];

/** The best match of a rule; a plain GET of the URL decides where another match asks for more. */
const ruleRank = (matches: readonly Match[], path: string | undefined): Omit<RuleRank, "ruleIndex"> => {
  if (path === undefined || matches.length === 0) return { path: 0, isConditional: false };
  const best = (some: readonly Match[]): number => Math.max(-1, ...some.map((match) => matchLength(match.path?.value, typeOf(match), path)));
  const plain = best(matches.filter(isPlain));
  return plain >= 0 ? { path: plain, isConditional: false } : { path: best(matches), isConditional: true };
};

const isPlain = ({ headers, queryParams, method }: Match): boolean => headers.length === 0 && queryParams.length === 0 && (method ?? "GET") === "GET";

const typeOf = ({ path }: Match): "Exact" | "PathPrefix" | "other" =>
  path?.type === "Exact" ? "Exact" : path?.type === undefined || path.type === "PathPrefix" ? "PathPrefix" : "other";

/** Everything that names the hostname, whatever the path. */
export const candidatesOf = (snapshot: Snapshot, asked: Asked): readonly Candidate[] => [...ingressCandidates(snapshot, asked), ...routeCandidates(snapshot, asked)];

/** A route that sends nothing to any backend. */
export const isOnlyRedirect = (route: Route): boolean =>
  route.kind === "HTTPRoute" && route.spec.rules.length > 0 && route.spec.rules.every((rule) => rule.filters.some((filter) => filter.type === "RequestRedirect"));

/** A rule that answers with a redirect, and so leads to no backend. */
const isRedirect = (one: Candidate): boolean => one.kind === "Route" && redirectOf(one) !== undefined;

const redirectOf = ({ object, ruleIndex }: RouteCandidate): { readonly scheme?: string; readonly hostname?: string; readonly port?: number } | undefined =>
  object.kind === "HTTPRoute" ? object.spec.rules[ruleIndex]?.filters.find((filter) => filter.type === "RequestRedirect")?.requestRedirect : undefined;

/** A redirect to https under the same name: clients ask again there. */
export const leadsToHttps = (one: Candidate): boolean => {
  const { scheme, hostname, port } = (one.kind === "Route" ? redirectOf(one) : undefined) ?? {};
  return scheme === "https" && hostname === undefined && port === undefined;
};

/**
 * Those that take the URL: in each data plane the most exact host, then the longest path. A redirect for every name is
 * no claim to a name that another data plane serves.
 */
export const winners = (all: readonly Candidate[], asked: Asked): readonly Candidate[] => {
  const taken = bestOfPlanes(all, asked);
  const serving = taken.filter((one) => !isRedirect(one));
  return serving.length > 0 ? serving : taken;
};

const bestOfPlanes = (all: readonly Candidate[], asked: Asked): readonly Candidate[] =>
  [...groupBy(all.filter((one) => one.path >= 0), ({ plane }) => plane).values()].flatMap((plane) => {
    const plain = plane.filter((one) => one.kind === "Ingress" || !one.isConditional);
    const open = plain.length > 0 ? plain : plane;
    const host = Math.max(...open.map((one) => one.host));
    const named = open.filter((one) => one.host === host);
    const path = Math.max(...named.map((one) => one.path));
    return asked.path === undefined ? named : named.filter((one) => one.path === path);
  });
