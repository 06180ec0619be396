/** Which Service an address belongs to. */
import { derived, groupBy } from "../snapshot/derived.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { parseAddress } from "./addresses.ts";
import type { Service } from "./selection.ts";

/** One spelling for every address: IPv6 has many, and DNS names do not care about case. */
const canonical = (address: string): string => (address.includes(":") ? parseAddress(address)?.value.toString(16) : undefined) ?? address.toLowerCase();

/** The cluster IPs of a Service: one for each address family. */
const clusterIPsOf = ({ spec }: Service): readonly string[] =>
  [...new Set([spec.clusterIP, ...spec.clusterIPs])].filter((one): one is string => one !== undefined && one !== "" && one !== "None");

const outside = (service: Service): readonly string[] =>
  [...(service.status.loadBalancer?.ingress ?? []).flatMap((one) => [one.ip, one.hostname]), ...service.spec.externalIPs].filter((one): one is string => one !== undefined && one !== "");

const byAddress = derived((snapshot) =>
  groupBy(
    snapshot.objects.Service.flatMap((service) => [...outside(service), ...clusterIPsOf(service)].map((address) => ({ address: canonical(address), service }))),
    ({ address }) => address,
  ));

/**
 * The Service that has an address: a load balancer's, an external IP or a cluster IP. Several can share one (the nodes'
 * own addresses on k3s, a shared IP of MetalLB): then the one with one of these ports, in their order, else the first.
 */
export const serviceAt = (snapshot: Snapshot, address: string, ports: readonly number[] = []): Service | undefined => {
  const all = byAddress(snapshot).get(canonical(address)) ?? [];
  const [chosen] = ports.flatMap((port) => all.find(({ service }) => hasPort(service, port)) ?? []);
  return (chosen ?? all[0])?.service;
};

const hasPort = (service: Service, port: number): boolean => service.spec.ports.some((one) => one.port === port);

/** Whether an address is a cluster IP of the Service, in any spelling. */
export const isClusterIP = (service: Service, address: string): boolean => clusterIPsOf(service).some((one) => canonical(one) === canonical(address));

/** Whether two addresses are the same, in any spelling. */
export const isSameAddress = (a: string, b: string): boolean => canonical(a) === canonical(b);
