/** Every way in to a Service. */
import { derived } from "../snapshot/derived.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Service } from "../topology/selection.ts";
import { directWays } from "./direct.ts";
import { ingressWays } from "./ingress.ts";
import type { Way } from "./model.ts";
import { routeWays } from "./routes.ts";

const known = derived(() => new WeakMap<Service, readonly Way[]>());

/** All ways, those from outside first; the in-cluster address is always last. */
export const waysOf = (snapshot: Snapshot, service: Service): readonly Way[] => {
  const kept = known(snapshot).get(service);
  if (kept) return kept;
  const made = [...routeWays(snapshot, service), ...ingressWays(snapshot, service), ...directWays(snapshot, service)];
  known(snapshot).set(service, made);
  return made;
};

const IN_CLUSTER = new Set(["ClusterIP", "Headless", "ExternalName"]);

/** The ways that somebody declared; where there are none, the in-cluster address that every Service has. */
export const declaredWays = (ways: readonly Way[]): readonly Way[] => {
  const declared = ways.filter((way) => !IN_CLUSTER.has(way.exposure.via));
  return declared.length > 0 ? declared : ways;
};
