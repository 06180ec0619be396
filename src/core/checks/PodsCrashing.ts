import { backingKinds } from "../topology/backing.ts";
import { defineCheck } from "./check.ts";
import { partial } from "./pod-troubles.ts";

/** Containers that do not start or do not stay up, while other pods still answer. */
export const PodsCrashing = defineCheck({
  code: "PodsCrashing",
  severity: "warning",
  title: "Some pods behind a Service do not start or keep crashing",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) => partial(snapshot, service, "crashing"),
});
