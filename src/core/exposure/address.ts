/** Subjects that are addresses: an IP, a Service's DNS name, localhost, a hostname, with or without port and path. */
import { gapFor, find } from "../snapshot/find.ts";
import type { ObjectRef } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";
import { scopeOf } from "../topology/addresses.ts";
import { formatPort } from "../topology/ports.ts";
import type { Service } from "../topology/selection.ts";
import type { Via } from "../topology/via.ts";
import { serviceAt } from "../topology/service-addresses.ts";
import type { Note } from "../notes/note.ts";
import { say } from "./codes.ts";
import { station } from "./draft.ts";
import { hostnameSubject } from "./hostname.ts";
import type { Way } from "./model.ts";
import { localhostOf } from "./platform.ts";
import type { Subject } from "./subject.ts";
import { type Target, portOf, serviceNameIn } from "./target.ts";
import { gatewaySubject, missing, podSubject, serviceSubject } from "./through.ts";
import { waysOf } from "./ways.ts";

type Address = Extract<Target, { form: "address" }>;

const nowhere = (host: string): ObjectRef => ({ group: "", kind: "Address", namespace: "", name: host });

/** The URL as it was asked for. */
const writeAddress = (target: Address): string =>
  `${target.scheme ? `${target.scheme}://` : ""}${target.host.includes(":") ? `[${target.host}]` : target.host}${target.port ? `:${target.port}` : ""}${target.path ?? ""}`;

export const addressSubject = (snapshot: Snapshot, target: Address, fromPod: boolean): Subject => {
  if (target.host === "localhost" || (target.isIP && scopeOf(target.host) === "loopback")) return localSubject(snapshot, target);
  if (target.isIP) return ipSubject(snapshot, target, fromPod);
  const named = serviceNameIn(target.host);
  if (!named) return hostnameSubject(snapshot, target);
  const lookup = find(snapshot, "Service", named.namespace, named.name);
  return lookup.state === "found" ? insideSubject(snapshot, lookup.object, target, fromPod) : missing(snapshot, "Service", named.namespace, named.name);
};

/** A Service asked for by its in-cluster address: only pods can use that. */
const insideSubject = (snapshot: Snapshot, service: Service, target: Address, fromPod: boolean): Subject => {
  const subject = viaOnly(snapshot, service, ["ClusterIP", "Headless", "ExternalName"], target);
  if (fromPod) return subject;
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

/** The ways of a Service that are of these kinds, and whether the port is one of its ports. */
const viaOnly = (snapshot: Snapshot, service: Service, vias: readonly Via[], target: Address): Subject => {
  const ways: readonly Way[] = waysOf(snapshot, service).filter((way) => vias.includes(way.exposure.via));
  const port = portOf(target);
  const known = port === undefined || service.spec.ports.some((one) => one.port === port);
  return { ...serviceSubject(snapshot, service), ways, single: true, notes: known ? [] : [portNotFound(service, port)] };
};

const portNotFound = (service: Service, port: number): ReturnType<typeof say> =>
  say("ServicePortNotFound", refOf(service), {
    path: "spec.ports",
    detail: `Service ${service.metadata.namespace}/${service.metadata.name} has no port ${port}; it has ${service.spec.ports.map(formatPort).join(", ") || "none"}.`,
    fix: service.spec.ports[0]?.port ? [`Use port ${service.spec.ports[0].port} instead, or add port ${port} to spec.ports.`] : ["Add the port to spec.ports."],
  });

const ipSubject = (snapshot: Snapshot, target: Address, fromPod: boolean): Subject => {
  const gateway = snapshot.objects.Gateway.find((one) => one.status.addresses.some((address) => address.value === target.host));
  if (gateway) return gatewaySubject(snapshot, gateway);
  const owner = serviceAt(snapshot, target.host);
  if (owner) return owner.spec.clusterIP === target.host ? insideSubject(snapshot, owner, target, fromPod) : viaOnly(snapshot, owner, ["LoadBalancer", "ExternalIP"], target);
  const pod = snapshot.objects.Pod.find((one) => one.status.podIP === target.host);
  if (pod) return podSubject(snapshot, pod);
  const node = snapshot.objects.Node.find((one) => one.status.addresses.some((address) => address.address === target.host));
  return (node && nodePortSubject(snapshot, target)) ?? notOwned(snapshot, target);
};

const byNodePort = (snapshot: Snapshot, port: number | undefined): Service | undefined =>
  port === undefined ? undefined : snapshot.objects.Service.find((service) => service.spec.ports.some((one) => one.nodePort === port));

const nodePortSubject = (snapshot: Snapshot, target: Address): Subject | undefined => {
  const service = byNodePort(snapshot, portOf(target));
  if (!service) return undefined;
  const ways = waysOf(snapshot, service).filter((way) => way.exposure.via === "NodePort");
  return { ...serviceSubject(snapshot, service), ways, single: true };
};

/** localhost is the machine of whoever asks: a node port on some local clusters, else a port-forward or nothing. */
const localSubject = (snapshot: Snapshot, target: Address): Subject => {
  const subject = nodePortSubject(snapshot, target);
  const [service] = subject?.services ?? [];
  if (!subject || !service) return notOwned(snapshot, target);
  const { localhost, reaches } = localhostOf(snapshot);
  if (reaches === "yes") return subject;
  const note = say("LocalhostIsNotANode", refOf(service), {
    path: "spec.ports",
    detail: `Service ${service.metadata.namespace}/${service.metadata.name} has node port ${portOf(target) ?? ""}, on the nodes. ${localhost}`,
    fix: subject.ways[0]?.exposure.urls[0] ? [`Open ${subject.ways[0].exposure.urls[0]} instead.`] : [],
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
      detail, fix: ["See every address there is: kubectl traffic list -A -o wide", "Check that this is the right cluster: kubectl config current-context"],
      unknown: because && !local && because.reason !== "NotRequested" ? because.message : undefined,
    })],
  };
};
