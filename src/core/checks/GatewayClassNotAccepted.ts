import { failing, formatCondition } from "../topology/conditions.ts";
import { defineCheck, type Finding } from "./check.ts";

/** Reasons of a controller that has not looked yet: GatewayClassUnserved speaks of them. */
const WAITING = new Set(["Pending", "Waiting"]);

/** Gateways of a class that its controller refuses are not served. */
export const GatewayClassNotAccepted = defineCheck({
  code: "GatewayClassNotAccepted",
  severity: "error",
  title: "The controller does not accept the GatewayClass",
  about: ["GatewayClass"],
  reads: [],
  run: (gatewayClass) => {
    const accepted = failing(gatewayClass.status.conditions, "Accepted", gatewayClass);
    const supported = failing(gatewayClass.status.conditions, "SupportedVersion", gatewayClass);
    const found: Finding[] = [];
    if (accepted && !WAITING.has(accepted.reason ?? "")) {
      const isParameters = accepted.reason === "InvalidParameters";
      found.push({
        path: isParameters ? "spec.parametersRef" : "", detail: `${gatewayClass.spec.controllerName} says ${formatCondition(accepted)}`,
        fix: [isParameters ? "Correct spec.parametersRef, or what it refers to." : "Correct what the message names."],
      });
    }
    if (supported) {
      found.push({
        path: "", severity: "warning",
        detail: `${gatewayClass.spec.controllerName} does not support the installed version of the Gateway API: ${formatCondition(supported)}`,
        fix: ["Install the version of the Gateway API that the controller supports, or a controller that supports the installed one.", "kubectl get crd gateways.gateway.networking.k8s.io -o yaml"],
      });
    }
    return found;
  },
});
