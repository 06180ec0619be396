/** Subjects that are addresses: an IP, a Service's DNS name, a load balancer's name, localhost, a hostname. */
import { gapFor, find } from "../snapshot/find.ts";
import type { ObjectRef } from "../snapshot/ref.ts";
import { formatRef } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";
import { scopeOf } from "../topology/addresses.ts";
import { allListeners } from "../topology/attachment.ts";
import { type Gateway, listenerPort } from "../topology/listeners.ts";
import { formatPort } from "../topology/ports.ts";
import type { Service } from "../topology/selection.ts";
import { isClusterIP, isSameAddress, serviceAt } from "../topology/service-addresses.ts";
import type { Via } from "../topology/via.ts";
import type { Note } from "../notes/note.ts";
import { say } from "./codes.ts";
import { directWays, isHeadless } from "./direct.ts";
import { station } from "./draft.ts";
import { hostnameSubject } from "./hostname.ts";
import type { Way } from "./model.ts";
import { atNode, byNodePort, nodePortWays } from "./node-port.ts";
import { localhostOf } from "./platform.ts";
import type { Subject } from "./subject.ts";
import { type Target, portOf, serviceNameIn } from "./target.ts";
import { gatewaySubject, missing, podSubject, serviceSubject } from "./through.ts";

type Address = Extract<Target, { form: "address" }>;

/** Who asks: a pod can use what nobody outside can, and looks for short names in its own namespace. */
export interface Asker { readonly isPod: boolean; readonly namespace: string }

const nowhere = (host: string): ObjectRef => ({ group: "", kind: "Address", namespace: "", name: host });

/** The URL as it was asked for. */
const writeAddress = (target: Address): string =>
  `${target.scheme ? `${target.scheme}://` : ""}${target.host.includes(":") ? `[${target.host}]` : target.host}${target.port ? `:${target.port}` : ""}${target.path ?? ""}`;

export const addressSubject = (snapshot: Snapshot, target: Address, asker: Asker): Subject => {
  if (target.host === "localhost" || (target.isIP && scopeOf(target.host) === "loopback")) return localSubject(snapshot, target);
  if (target.isIP) return ipSubject(snapshot, target, asker);
  const named = serviceNameIn(target.host);
  if (!named) return nameSubject(snapshot, target, asker);
  const lookup = find(snapshot, "Service", named.namespace, named.name);
  return lookup.state === "found" ? insideSubject(snapshot, lookup.object, target, asker) : missing(snapshot, "Service", named.namespace, named.name);
};

/** A name: the one that a load balancer got, one that a rule or route takes, or the short one of a Service. */
const nameSubject = (snapshot: Snapshot, target: Address, asker: Asker): Subject => {
  const owned = ownedSubject(snapshot, target, asker);
  if (owned) return owned;
  const routed = hostnameSubject(snapshot, target);
  const short = routed.services.length + routed.ways.length > 0 ? undefined : shortName(snapshot, target.host, asker);
  return short ? insideSubject(snapshot, short, target, asker) : routed;
};

/** `web` and `web.shop`, which the search list of a pod's resolv.conf completes. */
const shortName = (snapshot: Snapshot, host: string, asker: Asker): Service | undefined => {
  const [name = "", namespace = asker.namespace, more] = host.split(".");
  const lookup = find(snapshot, "Service", namespace, name);
  return lookup.state === "found" && more === undefined ? lookup.object : undefined;
};

/** A Service asked for by its in-cluster address: only pods can use that. */
const insideSubject = (snapshot: Snapshot, service: Service, target: Address, asker: Asker): Subject => {
  const subject = viaOnly(snapshot, service, ["ClusterIP", "Headless", "ExternalName"], target);
  if (asker.isPod) return subject;
  const asked = writeAddress(target);
  const what = target.isIP ? `${target.host} is the cluster IP of Service ${service.metadata.namespace}/${service.metadata.name}` : `${target.host} is a name that only the cluster's own DNS knows`;
  const note = say("ClusterIPOutside", refOf(service), {
    path: "spec.clusterIP",
    detail: `${what}. It exists only inside the cluster: a browser outside that opens ${asked} waits until it gives up.`,
    fix: [],
  });
  return { ...subject, ways: subject.ways.map((way) => fromOutside(way, note)) };
};

/** The same way, tried by somebody outside: it ends at the first step. */
const fromOutside = (way: Way, note: Note): Way => {
  const [, ...rest] = way.hops;
  const client = { ...station("client", "a client outside the cluster, such as a browser on a laptop", { notes: [note] }), verdict: "no" as const };
  return { exposure: { ...way.exposure, verdict: "no", codes: [...way.exposure.codes, note.code] }, verdict: "no", hops: [client, ...rest] };
};

/** The ways of a Service that are of these kinds, on the port that was asked for, and whether it has that port. */
const viaOnly = (snapshot: Snapshot, service: Service, vias: readonly Via[], target: Address): Subject => {
  const port = portOf(target);
  // The name of a headless Service leads to its pods, that of an ExternalName elsewhere: those decide about ports.
  const isFree = port === undefined || service.spec.type === "ExternalName" || isHeadless(service);
  const asked = service.spec.ports.filter((one) => one.port === port);
  const ways = directWays(snapshot, service, isFree ? service.spec.ports : asked).filter((way) => vias.includes(way.exposure.via));
  return { ...serviceSubject(snapshot, service), ways, single: true, notes: isFree || asked.length > 0 ? [] : [portNotFound(service, port)] };
};

const portNotFound = (service: Service, port: number): Note =>
  say("ServicePortNotFound", refOf(service), {
    path: "spec.ports",
    detail: `Service ${service.metadata.namespace}/${service.metadata.name} has no port ${port}; it has ${service.spec.ports.map(formatPort).join(", ") || "none"}.`,
    fix: service.spec.ports[0]?.port ? [`Use port ${service.spec.ports[0].port} instead, or add port ${port} to spec.ports.`] : ["Add the port to spec.ports."],
  });

/** An address that a Gateway or a Service got, or was given. */
const ownedSubject = (snapshot: Snapshot, target: Address, asker: Asker): Subject | undefined => {
  const gateway = snapshot.objects.Gateway.find((one) => one.status.addresses.some(({ value }) => value !== undefined && isSameAddress(value, target.host)));
  if (gateway) return gatewayAt(snapshot, gateway, target);
  const port = portOf(target);
  const owner = serviceAt(snapshot, target.host, port === undefined ? [] : [port]);
  if (!owner) return undefined;
  return isClusterIP(owner, target.host) ? insideSubject(snapshot, owner, target, asker) : viaOnly(snapshot, owner, ["LoadBalancer", "ExternalIP"], target);
};

/** A Gateway asked for by its address: it answers on the ports of its listeners only. */
const gatewayAt = (snapshot: Snapshot, gateway: Gateway, target: Address): Subject => {
  const subject = gatewaySubject(snapshot, gateway);
  const port = portOf(target);
  const ports = [...new Set(allListeners(snapshot, gateway).flatMap((one) => listenerPort(one) ?? []))];
  if (port === undefined || ports.length === 0 || ports.includes(port)) return subject;
  const note = say("ListenerPortNotFound", refOf(gateway), {
    path: "spec.listeners",
    detail: `${formatRef(refOf(gateway))} has no listener on port ${port}; it listens on ${ports.join(", ")}.`,
    fix: [`Use port ${ports[0]}, or add a listener for port ${port} to spec.listeners.`],
  });
  return { ...subject, notes: [note] };
};

const ipSubject = (snapshot: Snapshot, target: Address, asker: Asker): Subject => {
  const owned = ownedSubject(snapshot, target, asker);
  const [wrongPort] = owned?.notes ?? [];
  if (owned && wrongPort?.code !== "ServicePortNotFound") return owned;
  // A load balancer can have the nodes' own addresses (k3s), and so can pods: node ports are on them as well.
  return nodeSubject(snapshot, target, asker) ?? owned ?? podAt(snapshot, target) ?? notOwned(snapshot, target);
};

const podAt = (snapshot: Snapshot, target: Address): Subject | undefined => {
  const pod = snapshot.objects.Pod.find(({ status }) => status.podIP !== undefined && isSameAddress(status.podIP, target.host));
  return pod && podSubject(snapshot, pod);
};

/** A node's address with a node port: only that node is asked. */
const nodeSubject = (snapshot: Snapshot, target: Address, asker: Asker): Subject | undefined => {
  const node = snapshot.objects.Node.find((one) => one.status.addresses.some(({ address }) => address !== undefined && isSameAddress(address, target.host)));
  const service = byNodePort(snapshot, portOf(target));
  if (!node || !service) return undefined;
  const { ways, notes } = atNode(snapshot, { service, node, host: target.host, port: portOf(target) ?? 0, isPod: asker.isPod });
  return { ...serviceSubject(snapshot, service), ways, single: true, notes };
};

/** localhost is the machine of whoever asks: a node port on some local clusters, else a port-forward or nothing. */
const localSubject = (snapshot: Snapshot, target: Address): Subject => {
  const service = byNodePort(snapshot, portOf(target));
  if (!service) return notOwned(snapshot, target);
  const ways = nodePortWays(snapshot, service, portOf(target) ?? 0);
  const subject: Subject = { ...serviceSubject(snapshot, service), ways, single: true };
  const { localhost, reaches } = localhostOf(snapshot);
  if (reaches === "yes") return subject;
  const [url] = ways[0]?.exposure.urls ?? [];
  const note = say("LocalhostIsNotANode", refOf(service), {
    path: "spec.ports",
    detail: `Service ${service.metadata.namespace}/${service.metadata.name} has node port ${portOf(target) ?? ""}, on the nodes. ${localhost}`,
    fix: url ? [`Open ${url} instead.`] : [],
    unknown: reaches === "unknown" ? localhost : undefined,
  });
  return { ...subject, notes: [note] };
};

const notOwned = (snapshot: Snapshot, target: Address): Subject => {
  const local = target.host === "localhost" || scopeOf(target.host) === "loopback";
  const because = gapFor(snapshot, "Service") ?? gapFor(snapshot, "Node");
  const detail = local
    ? `${writeAddress(target)} is this machine itself. No Service has node port ${portOf(target) ?? "(none given)"}; only a running kubectl port-forward would answer there.`
    : `No Service, Gateway, node or pod that was read has the address ${target.host}${target.port ? ` with port ${target.port}` : ""}.`;
  return {
    services: [], ways: [],
    notes: [say("AddressNotOwned", nowhere(target.host), {
      detail, fix: ["See every address there is.", "kubectl traffic list -A -o wide", "Check that this is the right cluster.", "kubectl config current-context"],
      unknown: because && !local && because.reason !== "NotRequested" ? because.message : undefined,
    })],
  };
};
