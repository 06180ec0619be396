/** Which Service an address belongs to. */
import { derived } from "../snapshot/derived.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Service } from "./selection.ts";

const byAddress = derived((snapshot): ReadonlyMap<string, Service> =>
  new Map(snapshot.objects.Service.flatMap((service) =>
    [...(service.status.loadBalancer?.ingress ?? []).flatMap((one) => [one.ip, one.hostname]), ...service.spec.externalIPs, service.spec.clusterIP]
      .filter((one): one is string => one !== undefined && one !== "" && one !== "None")
      .map((address) => [address, service] as const))));

/** The Service that has an address: a load balancer's, an external IP or a cluster IP. */
export const serviceAt = (snapshot: Snapshot, address: string): Service | undefined => byAddress(snapshot).get(address);
