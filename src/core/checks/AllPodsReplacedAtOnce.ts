import { backingKinds, desiredPods, servicesOf } from "../topology/backing.ts";
import { defineCheck } from "./check.ts";

/** maxUnavailable is a number of pods or a share of them, rounded down (RollingUpdateDeployment in apps/v1). */
const unavailable = (value: number | string | undefined, replicas: number): number => {
  if (typeof value === "number") return value;
  const share = /^(\d+)%$/.exec(value ?? "25%")?.[1];
  return share === undefined ? 0 : Math.floor((Number(share) * replicas) / 100);
};

/** A rollout that may take every pod away at once is an outage for the Services in front of them. */
export const AllPodsReplacedAtOnce = defineCheck({
  code: "AllPodsReplacedAtOnce",
  severity: "info",
  title: "A rollout takes all pods of a Service away at once",
  about: ["Deployment"],
  reads: [...backingKinds, "Service"],
  run: (deployment, snapshot) => {
    const { strategy } = deployment.spec;
    const replicas = desiredPods(deployment) ?? 0;
    const isRecreate = strategy?.type === "Recreate";
    if (replicas === 0 || (!isRecreate && unavailable(strategy?.rollingUpdate?.maxUnavailable, replicas) < replicas)) return [];
    const services = servicesOf(snapshot, deployment);
    if (services.length === 0) return [];
    return [{
      path: isRecreate ? "spec.strategy.type" : "spec.strategy.rollingUpdate.maxUnavailable",
      detail: `Every rollout stops all pods before new ones are ready: Service ${services[0]?.metadata.name ?? ""} has no endpoint meanwhile.`,
      fix: ["Use strategy type RollingUpdate with maxUnavailable: 0, unless two versions must not run at the same time."],
    }];
  },
});
