import { absentController, isWaiting } from "../topology/ingress-status.ts";
import { defineCheck } from "./check.ts";

/** Controllers are told by the images of their pods; one outside of the cluster, or under another name, is not seen. */
export const IngressControllerMissing = defineCheck({
  code: "IngressControllerMissing",
  severity: "error",
  title: "The controller of the Ingress's class does not seem to run",
  about: ["Ingress"],
  reads: ["DaemonSet", "Deployment", "IngressClass", "StatefulSet"],
  run: (ingress, snapshot) => {
    const controller = isWaiting(snapshot, ingress) ? absentController(snapshot, ingress) : undefined;
    if (!controller) return [];
    return [{
      path: "spec.ingressClassName",
      detail: `No workload in the cluster looks like ${controller.name}, no Ingress of its class has an address, and neither has this one.`,
      fix: [`Install ${controller.name}, or name the class of a controller that runs.`, "kubectl get ingressclasses"],
      unknown: "a controller that runs outside of the cluster, or from an image of another name, cannot be seen from the API",
    }];
  },
});
