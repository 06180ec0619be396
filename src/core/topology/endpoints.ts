/** What stands behind a Service, from its EndpointSlices (or, without them, an Endpoints object). */
import { derived, derivedOf, groupBy } from "../snapshot/derived.ts";
import { find, gapFor } from "../snapshot/find.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import type { Gap, Snapshot } from "../snapshot/snapshot.ts";
import type { Service } from "./selection.ts";

export type EndpointSlice = ObjectOf<"EndpointSlice">;
export type Endpoint = EndpointSlice["endpoints"][number];

/** Counts of endpoints; one pod counts once, however many slices and address families list it. */
export interface Readiness {
  /** Ready: they get traffic. */
  readonly ready: number;
  /** Ready and not ready, those that are terminating left out. */
  readonly total: number;
  readonly terminating: number;
  /** Terminating but still serving: kube-proxy falls back to them when nothing is ready. */
  readonly servingTerminating: number;
}

export type EndpointsView =
  | { readonly state: "known"; readonly readiness: Readiness; readonly slices: readonly EndpointSlice[] }
  | { readonly state: "unknown"; readonly because: Gap };

const SERVICE_NAME_LABEL = "kubernetes.io/service-name";

const slicesByService = derived((snapshot) =>
  groupBy(snapshot.objects.EndpointSlice, (slice) => `${slice.metadata.namespace ?? ""}/${slice.metadata.labels[SERVICE_NAME_LABEL] ?? ""}`));

const slicesOf = (snapshot: Snapshot, service: Service): readonly EndpointSlice[] =>
  slicesByService(snapshot).get(`${service.metadata.namespace ?? ""}/${service.metadata.name ?? ""}`) ?? [];

/** EndpointConditions: an absent ready means true; an absent serving means what ready says; an absent terminating means false. */
export const conditionsOf = (endpoint: Endpoint): { ready: boolean; serving: boolean; terminating: boolean } => {
  const ready = endpoint.conditions?.ready ?? true;
  return { ready, serving: endpoint.conditions?.serving ?? ready, terminating: endpoint.conditions?.terminating ?? false };
};

const identityOf = (endpoint: Endpoint): string => endpoint.targetRef?.name ?? endpoint.addresses[0] ?? "";

const readinessOf = (slices: readonly EndpointSlice[]): Readiness => {
  const states = new Map<string, { ready: boolean; serving: boolean; terminating: boolean }>();
  for (const endpoint of slices.flatMap((slice) => slice.endpoints)) {
    const id = identityOf(endpoint);
    const known = states.get(id);
    const now = conditionsOf(endpoint);
    // Ready through one slice (one address family, one resolution of a named port) is ready.
    states.set(id, known ? { ready: known.ready || now.ready, serving: known.serving || now.serving, terminating: known.terminating && now.terminating } : now);
  }
  const all = [...states.values()];
  const terminating = all.filter((one) => one.terminating && !one.ready);
  return {
    ready: all.filter((one) => one.ready).length,
    total: all.length - terminating.length,
    terminating: terminating.length,
    servingTerminating: terminating.filter((one) => one.serving).length,
  };
};

/** The endpoints of a Service as the snapshot knows them. */
export const endpointsOf = derivedOf((snapshot: Snapshot, service: Service): EndpointsView => {
  const slices = slicesOf(snapshot, service);
  if (slices.length > 0) return { state: "known", slices, readiness: readinessOf(slices) };
  const namespace = service.metadata.namespace ?? "";
  const name = service.metadata.name ?? "";
  const legacy = find(snapshot, "Endpoints", namespace, name);
  if (legacy.state === "found") return { state: "known", slices: [], readiness: legacyReadiness(legacy.object) };
  const because = gapFor(snapshot, "EndpointSlice", namespace);
  return because ? { state: "unknown", because } : { state: "known", slices: [], readiness: readinessOf([]) };
});

const legacyReadiness = (endpoints: ObjectOf<"Endpoints">): Readiness => {
  const distinct = (addresses: readonly { readonly ip?: string }[]): number => new Set(addresses.map((one) => one.ip)).size;
  const ready = distinct(endpoints.subsets.flatMap((subset) => subset.addresses));
  const notReady = distinct(endpoints.subsets.flatMap((subset) => subset.notReadyAddresses));
  return { ready, total: ready + notReady, terminating: 0, servingTerminating: 0 };
};
