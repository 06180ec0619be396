import { backingKinds } from "../topology/backing.ts";
import { defineCheck } from "./check.ts";
import { partial } from "./pod-troubles.ts";

/** A pod whose containers are ready waits for a condition that some controller has to set (pod readiness gates). */
export const ReadinessGateUnmet = defineCheck({
  code: "ReadinessGateUnmet",
  severity: "warning",
  title: "Some pods behind a Service wait for a readiness gate",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) => partial(snapshot, service, "gate"),
});
