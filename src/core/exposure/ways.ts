/** Every way in to a Service. */
import { derivedOf } from "../snapshot/derived.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Service } from "../topology/selection.ts";
import { directWays } from "./direct.ts";
import { ingressWays } from "./ingress.ts";
import type { Way } from "./model.ts";
import { routeWays } from "./routes.ts";

/** All ways, those from outside first; the in-cluster address is always last. */
export const findWays = (snapshot: Snapshot, service: Service): readonly Way[] => [
  ...routeWays(snapshot, service), ...ingressWays(snapshot, service), ...directWays(snapshot, service),
];

/** As findWays, found once: for who asks about the same Service again. */
export const waysOf = derivedOf(findWays);

const IN_CLUSTER = new Set(["ClusterIP", "Headless", "ExternalName"]);

/** The ways that somebody declared; where there are none, the in-cluster address that every Service has. */
export const declaredWays = (ways: readonly Way[]): readonly Way[] => {
  const declared = ways.filter((way) => !IN_CLUSTER.has(way.exposure.via));
  return declared.length > 0 ? declared : ways;
};
