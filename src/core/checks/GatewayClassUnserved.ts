import { isFromCluster } from "../snapshot/snapshot.ts";
import { conditionOf, hasSettled } from "../topology/conditions.ts";
import { defineCheck } from "./check.ts";

const WAITING = new Set(["Pending", "Waiting"]);

/** A class starts with Accepted=Unknown, reason Pending, and stays so until a controller with its name has looked at it. */
export const GatewayClassUnserved = defineCheck({
  code: "GatewayClassUnserved",
  severity: "error",
  title: "No controller serves the GatewayClass",
  about: ["GatewayClass"],
  reads: [],
  run: (gatewayClass, snapshot) => {
    if (!isFromCluster(gatewayClass) || !hasSettled(snapshot, gatewayClass) || gatewayClass.status.conditions.some((one) => one.type === "Accepted" && !WAITING.has(one.reason ?? ""))) return [];
    const accepted = conditionOf(gatewayClass.status.conditions, "Accepted", gatewayClass);
    if (accepted?.status === "True") return [];
    const { controllerName = "(none)" } = gatewayClass.spec;
    return [{
      path: "spec.controllerName",
      detail: `No controller named ${controllerName} has taken the class: it does not run, runs under another name, or cannot write the status.`,
      fix: [`Install or start the implementation that calls itself ${controllerName}; its log says which name it looks for.`, "kubectl get pods -A"],
    }];
  },
});
