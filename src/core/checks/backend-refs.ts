/** What the checks about the backends of a route share. */
import { find, type Lookup } from "../snapshot/find.ts";
import type { Route } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type BackendRef, isService, routeUses } from "../topology/backends.ts";
import { mayRefer, type Permission } from "../topology/grants.ts";
import { GATEWAY_GROUP } from "../topology/listeners.ts";
import type { Service } from "../topology/selection.ts";

/** Where a route names a backend: a backendRef, or the target of a mirror. */
export interface BackendUse {
  readonly path: string;
  readonly ref: Omit<BackendRef, "weight" | "filters">;
  readonly namespace: string;
  /** A broken one takes no request away: a mirror, or a backendRef of weight 0. */
  readonly isIdle: boolean;
}

const mirrorsOf = (route: Route): readonly BackendUse[] =>
  route.kind !== "HTTPRoute" && route.kind !== "GRPCRoute" ? [] : route.spec.rules.flatMap((rule, i) =>
    rule.filters.flatMap((filter, j) => {
      const ref = filter.requestMirror?.backendRef;
      return ref ? [{ path: `spec.rules[${i}].filters[${j}].requestMirror.backendRef`, ref, namespace: ref.namespace ?? route.metadata.namespace ?? "", isIdle: true }] : [];
    }));

export const backendUsesOf = (route: Route): readonly BackendUse[] => [
  ...routeUses(route).map(({ path, backendRef, namespace }) => ({ path, ref: backendRef, namespace, isIdle: backendRef.weight === 0 })),
  ...mirrorsOf(route),
];

export const serviceUsesOf = (route: Route): readonly BackendUse[] => backendUsesOf(route).filter((use) => isService(use.ref));

/** Whether a ReferenceGrant (or the same namespace) lets the route refer there. */
export const permission = (snapshot: Snapshot, route: Route, use: BackendUse): Permission =>
  mayRefer(snapshot, { group: GATEWAY_GROUP, kind: route.kind, namespace: route.metadata.namespace ?? "" }, targetOf(use));

export const targetOf = ({ ref, namespace }: BackendUse): { group: string; kind: string; namespace: string; name: string } =>
  ({ group: ref.group ?? "", kind: ref.kind ?? "Service", namespace, name: ref.name ?? "" });

/** The Service of a use; a reference without permission is refused whether the Service exists or not. */
export const serviceOf = (snapshot: Snapshot, route: Route, use: BackendUse): Lookup<Service> | { readonly state: "forbidden" } =>
  permission(snapshot, route, use).verdict === "no" ? { state: "forbidden" } : find(snapshot, "Service", use.namespace, use.ref.name ?? "");

/** A mirror or a weight of 0 breaks no request that counts. */
export const severityOf = (use: BackendUse): { readonly severity?: "warning" } => (use.isIdle ? { severity: "warning" } : {});
