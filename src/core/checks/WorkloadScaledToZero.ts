import { kubectl, some } from "../notes/wording.ts";
import { backingKinds, backingOf, hasSelector, scaledToZero } from "../topology/backing.ts";
import { defineCheck } from "./check.ts";

/** A HorizontalPodAutoscaler does not start pods either: it is switched off while replicas is 0. */
export const WorkloadScaledToZero = defineCheck({
  code: "WorkloadScaledToZero",
  severity: "error",
  title: "The workload behind a Service is scaled to zero",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) => {
    const workloads = hasSelector(service) ? scaledToZero(backingOf(snapshot, service)) : [];
    if (workloads.length === 0) return [];
    const words = some(workloads.map((one) => `${one.kind} ${one.metadata.name ?? ""}`));
    return [{
      path: "spec.selector",
      detail: `The selector matches the pods of ${words}, but spec.replicas is 0 there: no pod runs.`,
      fix: workloads.slice(0, 3).map((one) =>
        kubectl(one.metadata.namespace ?? "", "scale", `${one.kind.toLowerCase()}/${one.metadata.name ?? ""}`, "--replicas=1")),
    }];
  },
});
