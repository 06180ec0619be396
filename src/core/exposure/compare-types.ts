/** explain --compare-types: the same pods behind each type of Service, side by side. */
import type { Snapshot } from "../snapshot/snapshot.ts";
import { inNamespace } from "../snapshot/find.ts";
import { compareText } from "../snapshot/ref.ts";
import { podsOf, type Service, workloadsOf } from "../topology/selection.ts";
import { clusterDNS, typeOf } from "./direct.ts";
import { frontOf } from "../topology/loadbalancer.ts";
import type { TypeRow } from "./model.ts";
import { nodeAddresses } from "./nodes.ts";
import { loadBalancerHere, localhostOf } from "./platform.ts";
import { urlOf } from "./urls.ts";

export interface Cost { readonly low: number; readonly high: number }

/** A month of one cloud load balancer, in US dollars: an assumption, not a price list. */
export const ASSUMED_COST: Cost = { low: 15, high: 25 };

/** Services of the namespace that stand before the same pods: what the other types look like here already. */
export const siblings = (snapshot: Snapshot, service: Service): readonly Service[] => {
  const behind = (one: Service): string => [...podsOf(snapshot, one), ...workloadsOf(snapshot, one)].map((pod) => pod.metadata.name ?? "").toSorted(compareText).join();
  const mine = behind(service);
  return mine === "" ? [service] : inNamespace(snapshot, "Service", service.metadata.namespace ?? "").filter((one) => behind(one) === mine);
};

const portsOf = (service: Service): string => service.spec.ports.map((port) => port.port).join(", ");

export const compareTypes = (snapshot: Snapshot, service: Service, cost: Cost = ASSUMED_COST): readonly TypeRow[] => {
  const all = siblings(snapshot, service);
  const of = (type: string): Service | undefined => (typeOf(service) === type ? service : all.find((one) => typeOf(one) === type));
  const row = (type: string, rest: Omit<TypeRow, "type" | "current">): TypeRow => ({ type, current: typeOf(service) === type, ...rest });
  const name = (one: Service | undefined): readonly string[] => (one && one !== service ? [`exists here as Service ${one.metadata.name}`] : []);
  return [
    row("ClusterIP", {
      address: addressOf(of("ClusterIP"), service), reachedBy: "pods in the cluster", ports: portsOf(service), cost: "none",
      remarks: [...name(of("ClusterIP")), "The address exists only inside the cluster: a browser on a laptop waits until it gives up."],
    }),
    row("NodePort", nodePortRow(snapshot, of("NodePort"), name(of("NodePort")))),
    row("LoadBalancer", {
      ...loadBalancerRow(snapshot, of("LoadBalancer"), name(of("LoadBalancer")), service),
      cost: `$${cost.low} to $${cost.high} a month for each Service (assumed)`,
    }),
    row("port-forward", {
      address: `localhost:${service.spec.ports[0]?.port ?? "?"}`, reachedBy: "this machine only", ports: "any local port", cost: "none",
      remarks: ["Works with every type, only while the command runs, to one pod at a time; needs the right to port-forward."],
    }),
    row("Ingress or Gateway", {
      address: "a hostname, shared by many Services", reachedBy: "whoever reaches the controller's load balancer", ports: "80, 443",
      cost: `one load balancer for all ($${cost.low} to $${cost.high} a month, assumed)`,
      remarks: ["The Service stays ClusterIP; hosts, paths and TLS are decided in front of it. Without a controller the objects do nothing."],
    }),
  ];
};

const addressOf = (found: Service | undefined, service: Service): string => {
  const one = found ?? service;
  const ip = one.spec.clusterIP;
  return `${clusterDNS(one)}${ip && ip !== "None" ? ` (${ip})` : ""}`;
};

type Row = Omit<TypeRow, "type" | "current">;

const nodePortRow = (snapshot: Snapshot, found: Service | undefined, known: readonly string[]): Row => {
  const [first = "<node>"] = nodeAddresses(snapshot).addresses;
  const port = found?.spec.ports.find((one) => one.nodePort);
  return {
    address: port ? urlOf(first, port.nodePort ?? 0, port) : `${first}:<30000-32767>`,
    reachedBy: "whoever reaches a node", ports: port ? String(port.nodePort) : "one of 30000 to 32767", cost: "none",
    remarks: [
      ...known,
      "The range 30000 to 32767 has 2,768 ports for the whole cluster; each is opened on every node.",
      "No TLS, no hostname; clients must know a node, and a node can go away.",
      localhostOf(snapshot).localhost,
    ],
  };
};

const loadBalancerRow = (snapshot: Snapshot, found: Service | undefined, known: readonly string[], service: Service): Omit<Row, "cost"> => {
  const { addresses } = frontOf(found?.status.loadBalancer?.ingress ?? []);
  const port = (found ?? service).spec.ports[0];
  const [address] = addresses;
  return {
    address: address && port ? urlOf(address, port.port ?? 0, port) : found ? "pending" : "an address of its own",
    reachedBy: "the internet, or the private network where it is internal", ports: portsOf(found ?? service),
    remarks: [...known, loadBalancerHere(snapshot), "Builds on a NodePort unless allocateLoadBalancerNodePorts is false."],
  };
};
