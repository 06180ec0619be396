/** Node ports, asked for by number: on all nodes, or on one of them. */
import { kubectl } from "../notes/wording.ts";
import type { Note } from "../notes/note.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";
import { conditionsOf, endpointsOf } from "../topology/endpoints.ts";
import { reachOf } from "../topology/loadbalancer.ts";
import type { Service } from "../topology/selection.ts";
import { say } from "./codes.ts";
import { directWays } from "./direct.ts";
import type { Way } from "./model.ts";
import { urlOf } from "./urls.ts";

export const byNodePort = (snapshot: Snapshot, port: number | undefined): Service | undefined =>
  port === undefined ? undefined : snapshot.objects.Service.find((service) => service.spec.ports.some((one) => one.nodePort === port));

const portsOf = (service: Service, nodePort: number): Service["spec"]["ports"] => service.spec.ports.filter((one) => one.nodePort === nodePort);

/** The way in through this node port alone. */
export const nodePortWays = (snapshot: Snapshot, service: Service, nodePort: number): readonly Way[] =>
  directWays(snapshot, service, portsOf(service, nodePort)).filter((way) => way.exposure.via === "NodePort");

export interface AtNode { readonly service: Service; readonly node: ObjectOf<"Node">; readonly host: string; readonly port: number; readonly isPod: boolean }

/** The same at one address of one node: that URL, its circle, and what that node lacks. */
export const atNode = (snapshot: Snapshot, { service, node, host, port, isPod }: AtNode): { readonly ways: readonly Way[]; readonly notes: readonly Note[] } => ({
  ways: nodePortWays(snapshot, service, port).map((way) => ({
    ...way, exposure: { ...way.exposure, urls: portsOf(service, port).map((one) => urlOf(host, port, one)), reach: reachOf(host) },
  })),
  // Pods are served from every node whatever the policy says (kube-proxy, external addresses from inside the cluster).
  notes: isPod || !isEmptyHanded(snapshot, service, node) ? [] : [say("NodeWithoutEndpoint", refOf(service), {
    path: "spec.externalTrafficPolicy",
    detail: `Node ${node.metadata.name} has no ready pod of Service ${service.metadata.namespace}/${service.metadata.name}, and externalTrafficPolicy Local keeps it from asking other nodes: it drops the connection.`,
    fix: [
      "Use a node that runs one of the pods, or run a pod on every node that clients use.",
      kubectl(service.metadata.namespace ?? "", "patch", "service", service.metadata.name ?? "", "-p", '{"spec":{"externalTrafficPolicy":"Cluster"}}'),
    ],
  })],
});

/** With externalTrafficPolicy Local: other nodes have ready endpoints, this one has none. */
const isEmptyHanded = (snapshot: Snapshot, service: Service, node: ObjectOf<"Node">): boolean => {
  const view = endpointsOf(snapshot, service);
  if (service.spec.externalTrafficPolicy !== "Local" || view.state === "unknown") return false;
  const places = view.slices.flatMap((slice) => slice.endpoints).filter((one) => conditionsOf(one).ready).map((one) => one.nodeName);
  return places.length > 0 && places.every((place) => place !== undefined && place !== node.metadata.name);
};
