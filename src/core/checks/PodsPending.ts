import { backingKinds } from "../topology/backing.ts";
import { defineCheck } from "./check.ts";
import { partial } from "./pod-troubles.ts";

/** The scheduler says why: resources, node selectors, taints, host ports. */
export const PodsPending = defineCheck({
  code: "PodsPending",
  severity: "warning",
  title: "Some pods behind a Service find no node",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) => partial(snapshot, service, "pending"),
});
