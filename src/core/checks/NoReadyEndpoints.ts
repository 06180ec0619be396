import { count, kubectl, some } from "../notes/wording.ts";
import { type Gap, isFromCluster, type Snapshot } from "../snapshot/snapshot.ts";
import { type Backing, backingKinds, backingOf, desiredPods, hasEndpoints, hasSelector, isRefusal, scaledToZero, unmatched } from "../topology/backing.ts";
import { formatLabels } from "../topology/labels.ts";
import { isPodReady } from "../topology/pod-state.ts";
import type { Service } from "../topology/selection.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";
import { describeTroubles, isServed, troubled, troubleFix } from "./pod-troubles.ts";

/**
 * No endpoint is ready, for another reason than a selector without pods or a workload scaled to zero (those have codes
 * of their own, so that one cause gives one note). Where the endpoints could not be read, the pods' own readiness decides.
 */
export const NoReadyEndpoints = defineCheck({
  code: "NoReadyEndpoints",
  severity: "error",
  title: "No endpoint of a Service is ready",
  about: ["Service"],
  reads: backingKinds,
  run: (service, snapshot) => {
    if (service.spec.type === "ExternalName") return [];
    const backing = backingOf(snapshot, service);
    if (isServed(backing) || isToldElsewhere(snapshot, service, backing)) return [];
    const { endpoints, pods } = backing;
    if (endpoints) return [finding(service, backing, endpoints.readiness.total === 0 ? "It has no endpoints" : `0 of ${count(endpoints.readiness.total, "endpoint")} ${endpoints.readiness.total === 1 ? "is" : "are"} ready`)];
    if (pods.length > 0) return unreadyPods(service, backing);
    if (backing.workloads.some((one) => !isFromCluster(one))) return [];
    if (!backing.podsGap) return backing.workloads.length > 0 ? [finding(service, backing, "It has no endpoints")] : [];
    return isRefusal(backing.endpointsGap) ? [open(service, backing, backing.endpointsGap)] : [];
  },
});

const isToldElsewhere = (snapshot: Snapshot, service: Service, backing: Backing): boolean => {
  if (!hasSelector(service)) return !hasEndpoints(backing);
  const miss = unmatched(snapshot, service);
  if (!miss) return scaledToZero(backing).length > 0;
  // SelectorMatchesNoPod says nothing where pods were not asked for.
  return !miss.because || (!backing.endpoints && miss.because.reason !== "NotRequested");
};

/** Pods whose status is known and not ready; pods from a file have none and prove nothing. */
const unreadyPods = (service: Service, backing: Backing): readonly Finding[] => {
  const known = backing.pods.filter((pod) => pod.status.conditions.length > 0);
  if (known.length === 0 || service.spec.publishNotReadyAddresses === true || known.some(isPodReady)) return [];
  const made = finding(service, backing, `0 of ${count(backing.pods.length, "pod")} ${backing.pods.length === 1 ? "is" : "are"} ready`);
  return [backing.podsGap ? { ...made, unknown: undecided(backing.podsGap) } : made];
};

const finding = (service: Service, backing: Backing, what: string): Finding => {
  const all = troubled(backing.pods);
  const [namespace, name] = [service.metadata.namespace ?? "", service.metadata.name ?? ""];
  const look = all[0] ? troubleFix(all[0]) : [kubectl(namespace, "get", "pods", "-l", formatLabels(service.spec.selector)), ...wantedBy(backing)];
  return {
    path: "spec.selector",
    detail: `${what}. ${why(backing, describeTroubles(all))}`.trim(),
    fix: hasSelector(service) ? look : [`Correct the addresses or conditions in the EndpointSlices of the Service: nothing but their author updates them.`, kubectl(namespace, "get", "endpointslices", "-l", `kubernetes.io/service-name=${name}`, "-o", "yaml")],
  };
};

const why = ({ pods, podsGap, workloads }: Backing, troubles: string): string => {
  if (troubles !== "") return `${troubles}.`;
  if (podsGap) return podsGap.reason === "NotRequested" ? "" : `Why is not known: ${undecided(podsGap)}.`;
  if (pods.length > 0 || workloads.length === 0) return "";
  const wanting = workloads.filter((one) => desiredPods(one) !== 0);
  return `${some(wanting.map((one) => `${one.kind} ${one.metadata.name ?? ""}`))} should make such pods, but none exists: a quota, an admission webhook or a missing ServiceAccount may refuse them.`;
};

const wantedBy = ({ pods, workloads }: Backing): readonly string[] =>
  pods.length > 0 ? [] : workloads.slice(0, 2).map((one) => kubectl(one.metadata.namespace ?? "", "describe", one.kind.toLowerCase(), one.metadata.name ?? ""));

const open = (service: Service, { workloads }: Backing, gap: Gap): Finding => ({
  path: "spec.selector",
  detail: workloads.length > 0 ? "A workload makes pods that the selector matches; whether one of them is ready is not known." : "Whether one of its endpoints is ready is not known.",
  fix: [kubectl(service.metadata.namespace ?? "", "get", "endpointslices", "-l", `kubernetes.io/service-name=${service.metadata.name ?? ""}`), "Ask for permission to list endpointslices (discovery.k8s.io)."],
  unknown: undecided(gap),
});
