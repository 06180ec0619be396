/** Subjects that are hostnames: which Ingress rules and routes take them, for a path. */
import type { Note } from "../notes/note.ts";
import { gapFor } from "../snapshot/find.ts";
import { type Route, routeKinds } from "../snapshot/kinds.ts";
import type { ObjectRef } from "../snapshot/ref.ts";
import { refKey } from "../snapshot/ref.ts";
import { refOf, type Gap, type Snapshot } from "../snapshot/snapshot.ts";
import { attachmentsOf } from "../topology/attachment.ts";
import { allRoutes, ingressUses } from "../topology/backends.ts";
import { ingressHostTakes, takes } from "../topology/hostnames.ts";
import type { Ingress } from "../topology/ingress-class.ts";
import { listenerPort } from "../topology/listeners.ts";
import { nearestNames } from "../topology/selection.ts";
import { say } from "./codes.ts";
import { literalPath } from "./ingress.ts";
import type { Subject } from "./subject.ts";
import { portOf, type Target } from "./target.ts";
import { ingressSubject, routeSubject } from "./through.ts";

type Address = Extract<Target, { form: "address" }>;

/** One rule that takes the hostname, with the length of the path that it matches (-1: it does not take the path). */
interface Candidate { readonly object: Ingress | Route; readonly field: string; readonly length: number; readonly exactHost: boolean }

export const hostnameSubject = (snapshot: Snapshot, target: Address): Subject => {
  const path = (target.path ?? "/").split("?")[0] ?? "/";
  const all = [...ingressCandidates(snapshot, target.host, path), ...routeCandidates(snapshot, target, path)];
  const [any] = all;
  if (!any) return unrouted(snapshot, target);
  const matching = all.filter((one) => one.length >= 0);
  const taken = matching.length > 0 ? best(matching) : all;
  const subjects = [...new Set(taken.map((one) => one.object))].map((object) => (object.kind === "Ingress" ? ingressSubject(snapshot, object) : routeSubject(snapshot, object)));
  const fields = new Map(taken.map((one) => [refKey(refOf(one.object)), one.field]));
  const ways = subjects.flatMap((subject) => subject.ways).filter((way) => uses(way.exposure.path, fields.get(refKey(way.exposure.from))));
  const base = { services: subjects.flatMap((subject) => subject.services), ways: ways.length > 0 ? ways : subjects.flatMap((subject) => subject.ways), single: true };
  const [first] = subjects;
  return { ...base, ...(first?.target ? { target: first.target } : {}), notes: matching.length > 0 ? [] : [pathNotRouted(target, path, any)] };
};

const uses = (path: string, field: string | undefined): boolean => field === undefined || path === "" || path.startsWith(field) || field.startsWith(path);

/** The longest path of the most exact host; more than one where two data planes claim the same. */
const best = (all: readonly Candidate[]): readonly Candidate[] => {
  const exact = all.some((one) => one.exactHost) ? all.filter((one) => one.exactHost) : all;
  const longest = Math.max(...exact.map((one) => one.length));
  return exact.filter((one) => one.length === longest);
};

/** Element-wise, as PathPrefix and pathType Prefix are; expressions count as far as they are literal. */
const matchLength = (pattern: string | undefined, exact: boolean, path: string): number => {
  const literal = literalPath(pattern);
  if (exact) return pattern === path ? path.length : -1;
  const prefix = literal.replace(/\/+$/, "");
  const isExpression = pattern !== undefined && literal !== pattern;
  return path === prefix || path.startsWith(`${prefix}/`) || (isExpression && path.startsWith(prefix)) ? prefix.length : -1;
};

const ingressCandidates = (snapshot: Snapshot, host: string, path: string): readonly Candidate[] =>
  snapshot.objects.Ingress.flatMap((ingress) =>
    ingressUses(ingress).filter((use) => !use.isDefault && ingressHostTakes(use.host, host)).map((use): Candidate => ({
      object: ingress, field: use.path, length: matchLength(use.urlPath, use.pathType === "Exact", path), exactHost: use.host?.toLowerCase() === host,
    })));

const routeCandidates = (snapshot: Snapshot, target: Address, path: string): readonly Candidate[] =>
  allRoutes(snapshot).filter((route) => claims(snapshot, route, target)).flatMap((route) => ruleCandidates(route, target.host, path));

const claims = (snapshot: Snapshot, route: Route, target: Address): boolean => {
  const port = portOf(target);
  const attached = attachmentsOf(snapshot, route).flatMap((one) => one.listeners)
    .some(({ listener, hostnames }) => hostnames.some((hostname) => takes(hostname, target.host)) && (port === undefined || (listenerPort(listener) ?? port) === port));
  // A route that attaches nowhere still claims the names that it lists: that is the answer to why they fail.
  return attached || (attachmentsOf(snapshot, route).every((one) => one.listeners.every(({ verdict }) => verdict === "no")) && route.spec.hostnames.some((hostname) => takes(hostname, target.host)));
};

const ruleCandidates = (route: Route, host: string, path: string): readonly Candidate[] => {
  const exactHost = route.spec.hostnames.some((hostname) => hostname.toLowerCase() === host);
  if (route.kind !== "HTTPRoute") return [{ object: route, field: "spec.rules", length: 0, exactHost }];
  return route.spec.rules.flatMap((rule, index): Candidate[] => {
    const matches = rule.matches.length === 0 ? [{ path: { type: "PathPrefix", value: "/" } }] : rule.matches;
    const length = Math.max(...matches.map((match) => matchLength(match.path?.value, match.path?.type === "Exact", path)));
    return [{ object: route, field: `spec.rules[${index}]`, length, exactHost }];
  });
};

const nowhere = (host: string): ObjectRef => ({ group: "", kind: "Hostname", namespace: "", name: host });

const routingGap = (snapshot: Snapshot): Gap | undefined =>
  [gapFor(snapshot, "Ingress"), ...routeKinds.map((kind) => gapFor(snapshot, kind))].find((gap) => gap !== undefined && gap.reason !== "NotInstalled" && gap.reason !== "NotRequested");

const unrouted = (snapshot: Snapshot, target: Address): Subject => {
  const hosts = [...snapshot.objects.Ingress.flatMap((one) => one.spec.rules.flatMap((rule) => rule.host ?? [])), ...allRoutes(snapshot).flatMap((route) => route.spec.hostnames)];
  const near = nearestNames(target.host, hosts);
  const because = routingGap(snapshot);
  return {
    services: [], ways: [],
    notes: [say("HostnameNotRouted", nowhere(target.host), {
      detail: `No Ingress rule and no route that attaches to a Gateway takes ${target.host}${target.port ? ` on port ${target.port}` : ""}: a controller that gets the request answers 404.`,
      fix: [...near.map((host) => `Did you mean ${host}?`), `Add ${target.host} to the hostnames of a route or to the rules of an Ingress.`, "See every hostname there is: kubectl traffic list -A -o wide"],
      unknown: because?.message,
    })],
  };
};

const pathNotRouted = (target: Address, path: string, { object, field }: Candidate): Note =>
  say("PathNotRouted", refOf(object), {
    path: field, detail: `${target.host} is known, but no rule takes the path ${path}: the answer is 404.`,
    fix: [`Add a rule for ${path}, or a rule for / that takes what no other rule takes.`],
  });
