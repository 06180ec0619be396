/** Subjects that are hostnames: which Ingress rules and routes take them, for a path and a port. */
import { notesAbout } from "../checks/notes-about.ts";
import type { Note } from "../notes/note.ts";
import { groupBy, type Some } from "../snapshot/derived.ts";
import { gapFor } from "../snapshot/find.ts";
import { type ObjectOf, type Route, routeKinds } from "../snapshot/kinds.ts";
import { formatRef, type ObjectRef, refKey } from "../snapshot/ref.ts";
import { refOf, type Gap, type Snapshot } from "../snapshot/snapshot.ts";
import { attachmentsOf, type ParentAttachment } from "../topology/attachment.ts";
import { allRoutes, isIdle, isService, routeUses } from "../topology/backends.ts";
import { listenerPort } from "../topology/listeners.ts";
import { nearestNames, type Service } from "../topology/selection.ts";
import { serviceAt } from "../topology/service-addresses.ts";
import { type Asked, type Candidate, candidatesOf, defaultBackends, type IngressCandidate, isOnlyRedirect, leadsToHttps, reaches, type RouteCandidate, takesHost, winners } from "./candidates.ts";
import { say } from "./codes.ts";
import { ingressWay, tlsEntries } from "./ingress.ts";
import type { Way } from "./model.ts";
import { byNodePort } from "./node-port.ts";
import { relevant } from "./relevance.ts";
import { waysBy } from "./routes.ts";
import type { Subject } from "./subject.ts";
import { portOf, type Target } from "./target.ts";
import { bareWay, found } from "./through.ts";

type Address = Extract<Target, { form: "address" }>;

/** A URL without a path asks for "/"; a bare hostname asks about all its paths. */
const askedBy = (target: Address): Asked => ({
  host: target.host, port: portOf(target), path: target.path === undefined && target.scheme === undefined ? undefined : (target.path ?? "/").split("?")[0],
});

export const hostnameSubject = (snapshot: Snapshot, target: Address): Subject => {
  const asked = askedBy(target);
  const all = candidatesOf(snapshot, asked);
  const taken = winners(all, asked);
  if (taken.length > 0) return target.scheme !== "https" && taken.every(leadsToHttps) ? redirected(snapshot, target, subjectBy(snapshot, target, asked, taken)) : subjectBy(snapshot, target, asked, taken);
  const fallback = defaultBackends(snapshot, asked);
  const certain = fallback.filter((one) => one.isCertain).map((one) => one.candidate);
  if (certain.length > 0) return subjectBy(snapshot, target, asked, certain);
  const [any] = all;
  if (any) return { ...subjectBy(snapshot, target, asked, all), notes: [pathNotRouted(target, asked.path ?? "/", any)] };
  return unrouted(snapshot, target, asked, fallback.map((one) => one.candidate.object)[0]);
};

/** What the redirect leads to decides, and the redirect has to work as well. */
const redirected = (snapshot: Snapshot, target: Address, first: Subject): Subject => {
  const { port: _, ...rest } = target;
  const then = hostnameSubject(snapshot, { ...rest, scheme: "https" });
  return { ...then, ways: [...then.ways, ...first.ways] };
};

const isOfIngress = (one: Candidate): one is IngressCandidate => one.kind === "Ingress";
const isOfRoute = (one: Candidate): one is RouteCandidate => one.kind === "Route";

const subjectBy = (snapshot: Snapshot, target: Address, asked: Asked, taken: readonly Candidate[]): Subject => {
  const routes = [...groupBy(taken.filter(isOfRoute), ({ object }) => refKey(refOf(object))).values()];
  const parts = [
    ...taken.filter(isOfIngress).map((one) => throughIngress(snapshot, one, asked)),
    ...routes.map((group) => throughRoute(snapshot, group, asked)),
  ];
  const [first] = taken;
  return {
    ...(first ? { target: refOf(first.object) } : {}),
    services: [...new Set(parts.flatMap((part) => part.services))],
    ways: parts.flatMap((part) => part.ways).map((way) => asAsked(way, target)),
    notes: taken.filter(isOfIngress).flatMap((one) => portNote(snapshot, one, asked) ?? []),
    single: true,
  };
};

interface Part { readonly services: readonly Service[]; readonly ways: readonly Way[] }

/** What one place of an Ingress leads to; what is wrong with its other rules is not asked about. */
const throughIngress = (snapshot: Snapshot, { object, use }: IngressCandidate, { host }: Asked): Part => {
  const namespace = object.metadata.namespace ?? "";
  const services = found(snapshot, use.backend.service?.name ? [{ namespace, name: use.backend.service.name }] : []);
  const fields = [use.path, ...tlsEntries(object, host).map((index) => `spec.tls[${index}]`)];
  const ways = services.map((service) => ingressWay(snapshot, service, [use]));
  return { services, ways: ways.length > 0 ? ways : [bareWay(object, "Ingress", relevant(notesAbout(snapshot, object), fields))] };
};

/** What rules of one route lead to, by the parents and listeners that take the URL. */
const throughRoute = (snapshot: Snapshot, group: Some<RouteCandidate>, asked: Asked): Part => {
  const [{ object: route }] = group;
  const parents = parentsFor(snapshot, route, asked);
  const uses = routeUses(route).filter((use) => isService(use.backendRef) && !isIdle(use) && group.some((one) => one.ruleIndex === use.ruleIndex));
  const byService = [...groupBy(uses, (use) => `${use.namespace}/${use.backendRef.name ?? ""}`).values()];
  const pairs = byService.flatMap((some) => found(snapshot, [{ namespace: some[0].namespace, name: some[0].backendRef.name ?? "" }]).map((service) => ({ service, some })));
  const ways = pairs.flatMap(({ service, some }) => waysBy(snapshot, service, some, parents));
  const fields = [...group.map((one) => `spec.rules[${one.ruleIndex}]`), ...parents.map((one) => one.path)];
  return { services: pairs.map(({ service }) => service), ways: ways.length > 0 ? ways : [bareWay(route, route.kind, relevant(notesAbout(snapshot, route), fields))] };
};

/** The parents whose listeners take the URL, with these listeners only; all of them where none does. */
const parentsFor = (snapshot: Snapshot, route: Route, asked: Asked): readonly ParentAttachment[] => {
  const all = attachmentsOf(snapshot, route);
  const narrowed = all.filter((one) => reaches(one, asked)).map((one) => ({ ...one, listeners: one.listeners.filter((listener) => reaches({ ...one, listeners: [listener] }, asked)) }));
  const open = narrowed.filter((one) => one.listeners.some(({ verdict }) => verdict !== "no"));
  return open.length > 0 ? open : all;
};

const AUTHORITY = /^([a-z][a-z0-9+.-]*:\/\/)?(?:\[[^\]]*\]|[^/:]+)/i;

/** The way with the hostname that was asked for, where its own is a wildcard or an address; with the URL where one was. */
const asAsked = (way: Way, target: Address): Way => {
  const urls = way.exposure.urls.map((url) => url.replace(AUTHORITY, `$1${target.host}`));
  const schemed = urls.filter((url) => target.scheme !== undefined && url.startsWith(`${target.scheme}://`));
  return { ...way, exposure: { ...way.exposure, urls: [...new Set(schemed.length > 0 ? schemed : urls)] } };
};

/** An Ingress is served on port 80, and on 443 where it declares TLS (networking/v1); on other ports only by how its controller is exposed. */
const portNote = (snapshot: Snapshot, { object, use }: IngressCandidate, { host, port }: Asked): Note | undefined => {
  if (port === undefined || port === 80 || (port === 443 && tlsEntries(object, host).length > 0)) return undefined;
  const place = formatRef(refOf(object));
  if (port === 443) {
    return say("IngressPortNotServed", refOf(object), {
      path: "spec.tls", detail: `${place} declares no TLS for ${host}.`, fix: [`Add ${host} and a Secret with its certificate to spec.tls, or use http.`],
      unknown: `${place} declares no TLS for ${host}: whether https answers depends on the controller's own certificate, or on a load balancer that ends TLS before it`,
    });
  }
  const address = object.status.loadBalancer?.ingress.flatMap((one) => one.ip ?? one.hostname ?? [])[0];
  const front = address === undefined ? undefined : serviceAt(snapshot, address);
  const isOpen = front ? front.spec.ports.some((one) => one.port === port || one.nodePort === port) : byNodePort(snapshot, port) !== undefined;
  if (isOpen) return undefined;
  return say("IngressPortNotServed", refOf(object), {
    path: use.path, detail: `An Ingress offers ports 80 and 443${front ? `, and ${formatRef(refOf(front))} before its controller has no port ${port}` : ""}.`, fix: ["Use the URL without the port."],
    unknown: front ? undefined : `an Ingress offers ports 80 and 443; whether its controller also listens on ${port} is not known`,
  });
};

const nowhere = (host: string): ObjectRef => ({ group: "", kind: "Hostname", namespace: "", name: host });

const routingGap = (snapshot: Snapshot): Gap | undefined =>
  [gapFor(snapshot, "Ingress"), ...routeKinds.map((kind) => gapFor(snapshot, kind))].find((gap) => gap !== undefined && gap.reason !== "NotInstalled" && gap.reason !== "NotRequested");

const unrouted = (snapshot: Snapshot, target: Address, asked: Asked, fallback: ObjectOf<"Ingress"> | undefined): Subject => {
  const hosts = [...snapshot.objects.Ingress.flatMap((one) => one.spec.rules.flatMap((rule) => rule.host ?? [])), ...allRoutes(snapshot).flatMap((route) => route.spec.hostnames)];
  const near = nearestNames(target.host, hosts).map((host) => `Did you mean ${host}?`);
  const elsewhere = onOtherPorts(snapshot, asked);
  const otherwise = fallback ? `${formatRef(refOf(fallback))} has a default backend beside its rules: whether that also answers for other hostnames depends on its controller` : undefined;
  const [port] = elsewhere;
  return {
    services: [], ways: [],
    notes: [say("HostnameNotRouted", nowhere(target.host), {
      detail: port === undefined
        ? `No Ingress rule and no route that attaches to a Gateway takes ${target.host}${target.port ? ` on port ${target.port}` : ""}: a controller that gets the request answers 404.`
        : `${target.host} is routed on port ${elsewhere.join(", ")} only: no listener takes it on port ${asked.port}.`,
      fix: port === undefined
        ? [...near, `Add ${target.host} to the hostnames of a route or to the rules of an Ingress.`, "See every hostname there is.", "kubectl traffic list -A -o wide"]
        : [`Use port ${port}, or give the Gateway a listener for port ${asked.port} to which the route attaches.`],
      unknown: routingGap(snapshot)?.message ?? otherwise,
    })],
  };
};

/** The ports on which listeners take the hostname, where it is not the one that was asked for. */
const onOtherPorts = (snapshot: Snapshot, { host, port }: Asked): readonly number[] =>
  port === undefined ? [] : [...new Set(allRoutes(snapshot).filter((route) => route.kind !== "TCPRoute" && route.kind !== "UDPRoute" && !isOnlyRedirect(route)).flatMap((route) => attachmentsOf(snapshot, route)).flatMap((one) => one.listeners)
    .filter((one) => one.verdict !== "no" && takesHost(one, host)).flatMap((one) => listenerPort(one.listener) ?? []))].toSorted((a, b) => a - b);

const pathNotRouted = (target: Address, path: string, any: Candidate): Note =>
  say("PathNotRouted", refOf(any.object), {
    path: any.kind === "Ingress" ? any.use.path : `spec.rules[${any.ruleIndex}]`, detail: `${target.host} is known, but no rule takes the path ${path}: the answer is 404.`,
    fix: [`Add a rule for ${path}, or a rule for / that takes what no other rule takes.`],
  });
