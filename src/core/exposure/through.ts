/** Subjects that are objects: a Service, what sends traffic to it, or a pod behind it. */
import { notReadNotes } from "../checks/not-read.ts";
import { notesAbout } from "../checks/notes-about.ts";
import type { Note } from "../notes/note.ts";
import { find, gapFor, inNamespace } from "../snapshot/find.ts";
import { type AnyObject, type Kind, kinds, type ObjectOf, type Route } from "../snapshot/kinds.ts";
import { formatRef, refKey } from "../snapshot/ref.ts";
import { type Identified, refOf, type Snapshot } from "../snapshot/snapshot.ts";
import { attachmentsOf } from "../topology/attachment.ts";
import { allRoutes, ingressUses, isIdle, isService, routeUses } from "../topology/backends.ts";
import type { Ingress } from "../topology/ingress-class.ts";
import { matchesEqualities } from "../topology/labels.ts";
import { GATEWAY_GROUP, type Gateway, type ListenerSet } from "../topology/listeners.ts";
import { nearestNames, type Pod, type Service } from "../topology/selection.ts";
import { say } from "./codes.ts";
import { finish, station } from "./draft.ts";
import { frontHop } from "./front.ts";
import { frontOf } from "../topology/loadbalancer.ts";
import type { Hop, Way } from "./model.ts";
import { isRoute, lookUp, type Subject } from "./subject.ts";
import { waysOf } from "./ways.ts";

/** A way that consists of an object and what is wrong with it: for objects that lead nowhere. */
export const bareWay = (object: Parameters<typeof refOf>[0], via: Way["exposure"]["via"], notes: readonly Note[], before: readonly Hop[] = []): Way => {
  const about = refOf(object);
  const kind: Hop["kind"] = object.kind === "Ingress" ? "ingress" : object.kind === "Pod" ? "pods" : isRoute(object) ? "route" : "gateway";
  return finish({ via, from: about, path: "", urls: [], reach: "unknown" }, [...before, station(kind, formatRef(about), { about, notes })]);
};

export const serviceSubject = (snapshot: Snapshot, service: Service): Subject => ({
  target: refOf(service), services: [service], ways: waysOf(snapshot, service), notes: [],
});

/** Those of these Services that exist, each once. */
export const found = (snapshot: Snapshot, refs: readonly { readonly namespace: string; readonly name: string }[]): readonly Service[] => {
  const services = refs.flatMap(({ namespace, name }) => {
    const lookup = find(snapshot, "Service", namespace, name);
    return lookup.state === "found" ? [lookup.object] : [];
  });
  return [...new Set(services)];
};

/** Ways of these Services that start at one object. */
const waysFrom = (snapshot: Snapshot, services: readonly Service[], object: Parameters<typeof refOf>[0]): readonly Way[] => {
  const key = refKey(refOf(object));
  return services.flatMap((service) => waysOf(snapshot, service)).filter((way) => refKey(way.exposure.from) === key);
};

/** The ways through an object, and one more for notes of its own that none of them carries. */
const complete = (ways: readonly Way[], object: Parameters<typeof refOf>[0], via: Way["exposure"]["via"], own: readonly Note[]): readonly Way[] => {
  const carried = new Set(ways.flatMap((way) => way.hops.flatMap((hop) => hop.notes)));
  const left = own.filter((note) => !carried.has(note));
  return ways.length === 0 || left.some((note) => note.severity === "error") ? [...ways, bareWay(object, via, left)] : ways;
};

const ingressSubject = (snapshot: Snapshot, ingress: Ingress): Subject => {
  const namespace = ingress.metadata.namespace ?? "";
  const services = found(snapshot, ingressUses(ingress).flatMap((use) => (use.backend.service?.name ? [{ namespace, name: use.backend.service.name }] : [])));
  return { target: refOf(ingress), services, ways: complete(waysFrom(snapshot, services, ingress), ingress, "Ingress", notesAbout(snapshot, ingress)), notes: [] };
};

const routeSubject = (snapshot: Snapshot, route: Route): Subject => {
  const services = found(snapshot, routeUses(route).filter((use) => isService(use.backendRef) && !isIdle(use)).map((use) => ({ namespace: use.namespace, name: use.backendRef.name ?? "" })));
  return { target: refOf(route), services, ways: complete(waysFrom(snapshot, services, route), route, route.kind, notesAbout(snapshot, route)), notes: [] };
};

/** A Gateway (or ListenerSet) works when it is ready itself; routes that fail are told, not held against it. */
export const gatewaySubject = (snapshot: Snapshot, gateway: Gateway | ListenerSet): Subject => {
  const attached = allRoutes(snapshot).filter((route) =>
    attachmentsOf(snapshot, route).some((one) => one.listeners.some(({ listener, verdict }) => verdict !== "no" && (listener.owner === gateway || listener.gateway === gateway))));
  const addresses = gateway.kind === "Gateway" ? gateway.status.addresses.flatMap((one) => one.value ?? []) : [];
  const front = gateway.kind === "Gateway" ? frontHop(snapshot, frontOf(addresses.map((ip) => ({ ip }))).addresses, "its hostnames") : [];
  const className = gateway.kind === "Gateway" ? gateway.spec.gatewayClassName ?? "" : "";
  const gatewayClass = find(snapshot, "GatewayClass", "", className);
  const classNotes = gatewayClass.state === "found" ? notesAbout(snapshot, gatewayClass.object) : [];
  const own = bareWay(gateway, "HTTPRoute", [...classNotes, ...notesAbout(snapshot, gateway)], front);
  const checked = [
    ...gateway.spec.listeners.map((one) => `listener ${one.name ?? "?"}: ${one.protocol ?? "?"} ${one.port ?? "?"} ${one.hostname ?? "any host"}`),
    ...attached.map((route) => `${formatRef(refOf(route))} attaches`),
  ];
  const hops = own.hops.map((hop) => (hop.kind === "gateway" ? { ...hop, checked } : hop));
  return { target: refOf(gateway), services: [], ways: [{ ...own, hops }], notes: [] };
};

const classSubject = (snapshot: Snapshot, object: ObjectOf<"GatewayClass"> | ObjectOf<"IngressClass">): Subject => ({
  target: refOf(object), services: [], ways: [bareWay(object, "Ingress", notesAbout(snapshot, object))], notes: [],
});

export const podSubject = (snapshot: Snapshot, pod: Pod): Subject => {
  const namespace = pod.metadata.namespace ?? "";
  const services = inNamespace(snapshot, "Service", namespace).filter((service) => matchesEqualities(service.spec.selector, pod.metadata.labels));
  const ways = services.flatMap((service) => waysOf(snapshot, service));
  const target = refOf(pod);
  if (services.length > 0) return { target, services, ways, notes: [] };
  const because = gapFor(snapshot, "Service", namespace);
  const near = inNamespace(snapshot, "Service", namespace).filter((service) => {
    const pairs = Object.entries(service.spec.selector);
    return pairs.length > 1 && pairs.filter(([key, value]) => pod.metadata.labels[key] !== value).length === 1;
  });
  const detail = `No Service of namespace ${namespace} selects it${near.length > 0 ? `; ${near.map((one) => one.metadata.name).join(", ")} misses it by one label` : ""}. It answers on its own address ${pod.status.podIP ?? "(none yet)"} only, which changes when it is replaced.`;
  const note = say("PodNotSelected", target, { path: "metadata.labels", detail, fix: ["Give the pod template the labels that a Service's selector names, or create a Service for it."], unknown: because?.message });
  return { target, services: [], ways: [], notes: [note] };
};

/** The subject of an object that was found; undefined for kinds that nobody asks to explain. */
export const subjectOf = (snapshot: Snapshot, object: AnyObject): Subject | undefined => {
  switch (object.kind) {
    case "Service": return serviceSubject(snapshot, object);
    case "Ingress": return ingressSubject(snapshot, object);
    case "Gateway":
    case "ListenerSet": return gatewaySubject(snapshot, object);
    case "Pod": return podSubject(snapshot, object);
    case "GatewayClass":
    case "IngressClass": return classSubject(snapshot, object);
    default: return isRoute(object) ? routeSubject(snapshot, object) : undefined;
  }
};

/** What to say about an object that is not there: near names, other namespaces, or that it could not be read or interpreted. */
export const missing = (snapshot: Snapshot, kind: Kind, namespace: string, name: string): Subject => {
  const target = { group: kinds[kind].group, kind, namespace: kinds[kind].namespaced ? namespace : "", name };
  const lookup = lookUp(snapshot, kind, namespace, name);
  const unread = notReadNotes(snapshot).find(({ about }) => about.kind === kind && about.namespace === target.namespace && about.name === name);
  if (unread) return { services: [], ways: [], notes: [{ ...unread, severity: "error" }] };
  const all: readonly Identified[] = snapshot.objects[kind];
  const elsewhere = all.filter((one) => one.metadata.name === name).map((one) => one.metadata.namespace ?? "");
  const near = nearestNames(name, all.filter((one) => (one.metadata.namespace ?? "") === target.namespace).map((one) => one.metadata.name ?? ""));
  const hints = [
    ...elsewhere.map((other) => `It exists in namespace ${other}: kubectl traffic explain ${kind.toLowerCase()}/${name} -n ${other}`),
    ...near.map((other) => `Did you mean ${kind.toLowerCase()}/${other}?`),
  ];
  const where = target.namespace === "" ? "" : ` in namespace ${target.namespace}`;
  const gap = lookup.state === "unknown" ? lookup.because : undefined;
  if (gap?.reason === "NotInstalled" && target.group === GATEWAY_GROUP) return { services: [], ways: [], notes: [say("ObjectNotFound", target, notInstalled(kind, `${name}${where}`))] };
  const detail = gap ? `${kind} ${name}${where} was not found among what could be read.` : `There is no ${kind} named ${name}${where}.`;
  const fix = hints.length > 0 ? hints : [`See what there is: kubectl traffic list${target.namespace === "" ? " -A" : ` -n ${target.namespace}`}`];
  return { services: [], ways: [], notes: [say("ObjectNotFound", target, { detail, fix, unknown: gap?.message })] };
};

/** Where a kind of the Gateway API is not installed there are no objects of it: that is known. */
const notInstalled = (kind: Kind, which: string): { readonly detail: string; readonly fix: readonly string[] } => ({
  detail: `There is no ${kind} named ${which}: ${kind} is not installed in this cluster (its CRD is absent).`,
  fix: ["Install the CRDs of the Gateway API and a controller that implements it, or use an Ingress."],
});
