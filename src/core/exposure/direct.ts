/** The ways in that a Service declares by itself. */
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";
import { shortRef } from "../snapshot/ref.ts";
import { podsOf, type Pod, type Service } from "../topology/selection.ts";
import { resolveTargetPort, type ServicePort } from "../topology/ports.ts";
import { backendHops } from "./backend.ts";
import { finish, station } from "./draft.ts";
import { type Audience, frontOf, internalBy, reachOf, sourceRangesOf, widest } from "../topology/loadbalancer.ts";
import type { Way } from "./model.ts";
import { nodeAddresses } from "./nodes.ts";
import { urlOf } from "./urls.ts";

/** A Service without a virtual IP. */
export const isHeadless = (service: Service): boolean => service.spec.clusterIP === "None";
export const typeOf = (service: Service): string => service.spec.type ?? "ClusterIP";
export const clusterDNS = (service: Service): string => `${service.metadata.name}.${service.metadata.namespace}.svc.cluster.local`;

type Ports = readonly ServicePort[];

const own = (service: Service): { readonly from: ReturnType<typeof refOf> } => ({ from: refOf(service) });

const inCluster = (snapshot: Snapshot, service: Service, ports: Ports): readonly Way[] => {
  if (typeOf(service) === "ExternalName") return [externalName(snapshot, service)];
  const { clusterIP } = service.spec;
  const headless = isHeadless(service);
  const names = ports.map((port) => urlOf(clusterDNS(service), port.port ?? 0, port));
  const addresses = headless || !clusterIP ? [] : ports.map((port) => urlOf(clusterIP, port.port ?? 0, port));
  const urls = ports.length === 0 ? [clusterDNS(service)] : [...names, ...addresses];
  const label = headless ? `${clusterDNS(service)}: DNS answers with the pods' own addresses` : `${clusterDNS(service)}${clusterIP ? `, ${clusterIP}` : ""}: inside the cluster only`;
  return [finish(
    { ...own(service), via: headless ? "Headless" : "ClusterIP", path: "spec.clusterIP", urls, reach: "pods" },
    [station("client", "a pod in the cluster"), station("address", label), ...backendHops(snapshot, service, ports)],
  )];
};

const externalName = (snapshot: Snapshot, service: Service): Way =>
  finish(
    { ...own(service), via: "ExternalName", path: "spec.externalName", urls: [service.spec.externalName ?? ""].filter((one) => one !== ""), reach: "pods", detail: service.spec.externalName ?? "" },
    [station("client", "a pod in the cluster"), station("address", `${clusterDNS(service)} is an alias (CNAME) for ${service.spec.externalName ?? "nothing"}`), ...backendHops(snapshot, service, [])],
  );

const nodePorts = (snapshot: Snapshot, service: Service, asked: Ports): readonly Way[] => {
  const ports = asked.filter((port) => port.nodePort !== undefined && port.nodePort > 0);
  if (ports.length === 0 || !["NodePort", "LoadBalancer"].includes(typeOf(service))) return [];
  const nodes = nodeAddresses(snapshot);
  const shown = nodes.addresses.length === 0 ? ["<node>"] : nodes.addresses;
  const urls = shown.flatMap((address) => ports.map((port) => urlOf(address, port.nodePort ?? 0, port)));
  const reach: Audience = nodes.addresses.length === 0 ? "unknown" : nodes.reach;
  const checked = nodes.addresses.length === 0 ? [`addresses of nodes not known${nodes.because ? `: ${nodes.because.message}` : ""}`] : [`nodes: ${nodes.addresses.slice(0, 3).join(", ")}${nodes.addresses.length > 3 ? ` and ${nodes.addresses.length - 3} more` : ""}`];
  return [finish(
    { ...own(service), via: "NodePort", path: "spec.ports", urls, reach, detail: ports.map((port) => String(port.nodePort)).join(",") },
    [station("client", "a client that reaches a node"), station("node", `port ${ports.map((port) => port.nodePort).join(", ")} of every node`, { checked }), ...backendHops(snapshot, service, ports)],
  )];
};

const loadBalancer = (snapshot: Snapshot, service: Service, ports: Ports): readonly Way[] => {
  if (typeOf(service) !== "LoadBalancer") return [];
  const { addresses, reach: widestReach } = frontOf(service.status.loadBalancer?.ingress ?? []);
  const internal = internalBy(service);
  const { ranges } = sourceRangesOf(service);
  const isPrivate = internal !== undefined || widestReach === "network";
  const isFiltered = ranges.length > 0 && ranges.every((range) => reachOf(range.split("/")[0] ?? "") !== "internet");
  const reach: Audience = (isPrivate || isFiltered) && widestReach === "internet" ? "network" : widestReach;
  const urls = addresses.flatMap((address) => ports.map((port) => urlOf(address, port.port ?? 0, port)));
  const label = addresses.length === 0 ? "load balancer: no address yet" : `load balancer ${addresses.join(", ")}`;
  return [finish(
    { ...own(service), via: "LoadBalancer", path: "spec.type", urls, reach, ...balancerFields(service, addresses.length === 0, isPrivate) },
    [
      station("client", reach === "internet" ? "a client on the internet" : "a client outside the cluster"),
      station("loadbalancer", label, { checked: internal ? [`private because of annotation ${internal}`] : [] }),
      ...backendHops(snapshot, service, ports),
    ],
  )];
};

const balancerFields = ({ spec }: Service, isPending: boolean, isInternal: boolean): { detail?: string; class?: string } => ({
  ...(isPending ? { detail: "pending" } : isInternal ? { detail: "internal" } : {}),
  ...(spec.loadBalancerClass ? { class: spec.loadBalancerClass } : {}),
});

const externalIPs = (snapshot: Snapshot, service: Service, ports: Ports): readonly Way[] => {
  const addresses = service.spec.externalIPs;
  if (addresses.length === 0) return [];
  const urls = addresses.flatMap((address) => ports.map((port) => urlOf(address, port.port ?? 0, port)));
  return [finish(
    { ...own(service), via: "ExternalIP", path: "spec.externalIPs", urls, reach: widest(addresses.map(reachOf)) },
    [station("client", "a client whose packets for these addresses arrive at a node"), station("address", addresses.join(", ")), ...backendHops(snapshot, service, ports)],
  )];
};

/** Host ports and the host network of the pods; only where Pods were read. */
const hostWays = (snapshot: Snapshot, service: Service): readonly Way[] =>
  podsOf(snapshot, service).flatMap((pod) => [...hostPorts(pod), ...hostNetwork(service, pod)]);

const hostAddress = (pod: Pod): string => pod.status.hostIP ?? "<node>";

const hostPorts = (pod: Pod): readonly Way[] => {
  if (pod.spec.hostNetwork === true) return [];
  const ports = pod.spec.containers.flatMap((container) => container.ports).filter((port) => (port.hostPort ?? 0) > 0);
  if (ports.length === 0) return [];
  const urls = ports.map((port) => `${port.hostIP ?? hostAddress(pod)}:${port.hostPort}`);
  return [finish(
    { from: refOf(pod), via: "HostPort", path: "spec.containers", urls, reach: reachOf(hostAddress(pod)), detail: shortRef(refOf(pod)) },
    [station("client", "a client that reaches the pod's node"), station("pods", `${shortRef(refOf(pod))}, host ports ${ports.map((port) => port.hostPort).join(", ")}`, { about: refOf(pod) })],
  )];
};

const hostNetwork = (service: Service, pod: Pod): readonly Way[] => {
  if (pod.spec.hostNetwork !== true) return [];
  const urls = service.spec.ports.flatMap((port: ServicePort) => {
    const number = resolveTargetPort(port, pod.spec);
    return number === undefined ? [] : [urlOf(hostAddress(pod), number, port)];
  });
  return [finish(
    { from: refOf(pod), via: "HostNetwork", path: "spec.hostNetwork", urls, reach: reachOf(hostAddress(pod)), detail: shortRef(refOf(pod)) },
    [station("client", "a client that reaches the pod's node"), station("pods", `${shortRef(refOf(pod))} uses its node's network`, { about: refOf(pod) })],
  )];
};

/** Every way in that needs nothing but the Service and its pods, the widest first; for all ports, or for those asked about. */
export const directWays = (snapshot: Snapshot, service: Service, ports: Ports = service.spec.ports): readonly Way[] => [
  ...loadBalancer(snapshot, service, ports),
  ...externalIPs(snapshot, service, ports),
  ...nodePorts(snapshot, service, ports),
  ...hostWays(snapshot, service),
  ...inCluster(snapshot, service, ports),
];
