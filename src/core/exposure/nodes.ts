/** The addresses of nodes, as clients of a NodePort would use them. */
import { derived } from "../snapshot/derived.ts";
import { gapFor } from "../snapshot/find.ts";
import type { Gap } from "../snapshot/snapshot.ts";
import { type Audience, reachOf, widest } from "../topology/loadbalancer.ts";

export interface NodeAddresses {
  /** One address a node, the external one where it has one; public ones first. */
  readonly addresses: readonly string[];
  readonly reach: Audience;
  readonly because?: Gap | undefined;
}

export const nodeAddresses = derived((snapshot): NodeAddresses => {
  const addresses = snapshot.objects.Node.flatMap((node) => {
    const of = (type: string): string | undefined => node.status.addresses.find((one) => one.type === type)?.address;
    return of("ExternalIP") ?? of("InternalIP") ?? [];
  });
  const sorted = [...addresses.filter((one) => reachOf(one) === "internet"), ...addresses.filter((one) => reachOf(one) !== "internet")];
  return { addresses: sorted, reach: widest(sorted.map(reachOf)), because: addresses.length === 0 ? gapFor(snapshot, "Node") : undefined };
});
