/** What stands behind a Service, put together from its endpoints, its pods and the workloads that make them. */
import { derived, groupBy } from "../snapshot/derived.ts";
import { find } from "../snapshot/find.ts";
import type { Kind } from "../snapshot/kinds.ts";
import { type Gap, isFromCluster, type Snapshot } from "../snapshot/snapshot.ts";
import { endpointsOf, type EndpointsView } from "./endpoints.ts";
import { isFinished } from "./pod-state.ts";
import { type Pod, podsGap, podsOf, type Service, type Workload, workloadsOf } from "./selection.ts";

/** The kinds that backingOf looks at: what a check that uses it has to declare. */
export const backingKinds = ["DaemonSet", "Deployment", "EndpointSlice", "Endpoints", "Pod", "ReplicaSet", "StatefulSet"] as const satisfies readonly Kind[];

export type KnownEndpoints = Extract<EndpointsView, { state: "known" }>;

export interface Backing {
  /** The pods that the selector matches, finished ones left out. */
  readonly pods: readonly Pod[];
  /** Set where pods of the namespace may be missing from the snapshot. */
  readonly podsGap?: Gap;
  readonly workloads: readonly Workload[];
  /** Absent where endpoints are not known, or do not speak about this Service as it is now. */
  readonly endpoints?: KnownEndpoints;
  readonly endpointsGap?: Gap;
  /** Whose pod specs decide about ports: the pods', or the workloads' where those are newer or no pod is known. */
  readonly makers: readonly (Pod | Workload)[];
}

/**
 * Endpoints say something only about the Service that the cluster has. For one from a file, the EndpointSlices of the
 * cluster belong to its predecessor, and no EndpointSlice is no evidence: no controller has seen the Service yet.
 */
const speaksOf = (service: Service, view: KnownEndpoints): boolean =>
  isFromCluster(service) || (view.readiness.total + view.readiness.terminating > 0 && !view.slices.some(isFromCluster));

const compute = (snapshot: Snapshot, service: Service): Backing => {
  const gap = podsGap(snapshot, service.metadata.namespace ?? "");
  const pods = podsOf(snapshot, service).filter((pod) => !isFinished(pod));
  const workloads = workloadsOf(snapshot, service);
  const view = endpointsOf(snapshot, service);
  const isPlanned = workloads.some((one) => !isFromCluster(one)) && pods.every(isFromCluster);
  return {
    pods, workloads,
    makers: pods.length === 0 || isPlanned ? workloads : pods,
    ...(gap ? { podsGap: gap } : {}),
    ...(view.state === "known" ? (speaksOf(service, view) ? { endpoints: view } : {}) : { endpointsGap: view.because }),
  };
};

const kept = derived(() => new WeakMap<Service, Backing>());

/** The backing of a Service, computed once. Empty lists for a Service without selector. */
export const backingOf = (snapshot: Snapshot, service: Service): Backing => {
  const known = kept(snapshot).get(service);
  if (known) return known;
  const made = compute(snapshot, service);
  kept(snapshot).set(service, made);
  return made;
};

/** Whether the Service finds its endpoints by a selector. */
export const hasSelector = (service: Service): boolean => service.spec.type !== "ExternalName" && Object.keys(service.spec.selector).length > 0;

/** Endpoints exist, ready or not: the selector matches, whatever else could not be read. */
export const hasEndpoints = ({ endpoints }: Backing): boolean =>
  endpoints !== undefined && endpoints.readiness.total + endpoints.readiness.terminating > 0;

/** A gap that an API server or the way to it caused. A folder that is silent about pods is no sign of anything. */
export const isRefusal = (gap: Gap | undefined): gap is Gap => gap !== undefined && ["Forbidden", "Unreachable", "Unreadable"].includes(gap.reason);

export interface Owner { readonly kind: string; readonly name: string }

/** The workload that a pod belongs to in the end: not the ReplicaSet of a Deployment, which every rollout replaces. */
export const ownerOf = (snapshot: Snapshot, object: Pod | Workload): Owner => {
  const controller = object.metadata.ownerReferences.find((one) => one.controller === true);
  if (!controller) return { kind: object.kind, name: object.metadata.name ?? "" };
  const owner = { kind: controller.kind ?? "", name: controller.name ?? "" };
  if (owner.kind !== "ReplicaSet") return owner;
  const replicaSet = find(snapshot, "ReplicaSet", object.metadata.namespace ?? "", owner.name);
  if (replicaSet.state === "found") return ownerOf(snapshot, replicaSet.object);
  const hash = object.metadata.labels["pod-template-hash"];
  // The Deployment controller names its ReplicaSets so; without the label the ReplicaSet stands on its own.
  return hash !== undefined && owner.name.endsWith(`-${hash}`) ? { kind: "Deployment", name: owner.name.slice(0, -hash.length - 1) } : owner;
};

const servicesByMaker = derived((snapshot) =>
  new Map([...groupBy(
    snapshot.objects.Service.filter(hasSelector).flatMap((service) =>
      backingOf(snapshot, service).makers.concat(workloadsOf(snapshot, service)).map((maker) => ({ maker, service, id: idOf(maker) }))),
    (entry) => entry.id,
  )].map(([id, entries]) => [id, [...new Set(entries.map((entry) => entry.service))]])));

const idOf = (maker: Pod | Workload): string => `${maker.kind}/${maker.metadata.namespace ?? ""}/${maker.metadata.name ?? ""}`;

/** The Services that select a pod, or the pods of a workload. */
export const servicesOf = (snapshot: Snapshot, maker: Pod | Workload): readonly Service[] => servicesByMaker(snapshot).get(idOf(maker)) ?? [];

/**
 * A selector that matches nothing that is known: no pod, no workload's template, and no endpoint proves otherwise.
 * `because` is the gap that leaves it open.
 */
export const unmatched = (snapshot: Snapshot, service: Service): { readonly because?: Gap } | undefined => {
  if (!hasSelector(service)) return undefined;
  const backing = backingOf(snapshot, service);
  if (backing.pods.length > 0 || backing.workloads.length > 0 || hasEndpoints(backing)) return undefined;
  return backing.podsGap ? { because: backing.podsGap } : {};
};

/** The pods that a workload is asked to run; undefined for a DaemonSet, whose nodes decide. */
export const desiredPods = (workload: Workload): number | undefined => (workload.kind === "DaemonSet" ? undefined : (workload.spec.replicas ?? 1));

/** The workloads behind a Service when every one of them is scaled to zero and no pod is left. */
export const scaledToZero = ({ pods, workloads, endpoints }: Backing): readonly Workload[] =>
  pods.length === 0 && (endpoints?.readiness.ready ?? 0) === 0 && workloads.every((one) => desiredPods(one) === 0) ? workloads : [];
