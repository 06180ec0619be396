/** Every way in to a Service. */
import { derivedOf } from "../snapshot/derived.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type Audience, includes, widest } from "../topology/loadbalancer.ts";
import type { Service } from "../topology/selection.ts";
import type { Via } from "../topology/via.ts";
import { directWays } from "./direct.ts";
import { ingressWays } from "./ingress.ts";
import type { Exposure, Way } from "./model.ts";
import { routeWays } from "./routes.ts";

/** All ways, those from outside first; the in-cluster address is always last. */
export const findWays = (snapshot: Snapshot, service: Service): readonly Way[] => [
  ...routeWays(snapshot, service), ...ingressWays(snapshot, service), ...directWays(snapshot, service),
];

/** As findWays, found once: for who asks about the same Service again. */
export const waysOf = derivedOf(findWays);

const IN_CLUSTER: ReadonlySet<Via> = new Set(["ClusterIP", "Headless", "ExternalName"]);

/** Whether somebody declared the way; the in-cluster address comes with every Service. */
export const isDeclared = ({ via }: Exposure): boolean => !IN_CLUSTER.has(via);

/** The ways that somebody declared; where there are none, the in-cluster address that every Service has. */
export const declaredWays = (ways: readonly Way[]): readonly Way[] => {
  const declared = ways.filter((way) => isDeclared(way.exposure));
  return declared.length > 0 ? declared : ways;
};

/**
 * The widest circle that some of these ways are open to. The in-cluster address says nothing about a declared way whose
 * own circle is not known (a manifest has no status): then the whole is not known.
 */
export const reachOfWays = (ways: readonly Way[]): Audience => {
  const reach = widest(ways.map((way) => way.exposure.reach));
  return includes(reach, "nodes") || declaredWays(ways).every((way) => way.exposure.reach !== "unknown") ? reach : "unknown";
};
