import { kubectl } from "../notes/wording.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { eventsOf } from "../topology/events.ts";
import { classOf, type Ingress } from "../topology/ingress-class.ts";
import { controllerOf, type IngressController } from "../topology/ingress-controllers.ts";
import { absentController, isWaiting } from "../topology/ingress-status.ts";
import { defineCheck } from "./check.ts";

/** An empty status is no proof: controllers publish addresses only where they are told which (--publish-service and the like). */
export const IngressNotReconciled = defineCheck({
  code: "IngressNotReconciled",
  severity: "warning",
  title: "No controller has given the Ingress an address",
  about: ["Ingress"],
  reads: ["DaemonSet", "Deployment", "Event", "IngressClass", "StatefulSet"],
  run: (ingress, snapshot) => {
    const named = classOf(snapshot, ingress).state;
    // A class that is missing, and a controller that is, are causes of their own.
    if (!isWaiting(snapshot, ingress) || named === "missing" || named === "none" || absentController(snapshot, ingress)) return [];
    const controller = controllerOf(snapshot, ingress);
    const { namespace = "", name = "" } = ingress.metadata;
    return [{
      path: "status.loadBalancer",
      detail: `Ingress ${name} has no address in its status. ${reasonOf(snapshot, ingress, controller)}`,
      fix: [kubectl(namespace, "describe", "ingress", name), `Look for ${namespace}/${name} in the log of the controller${controller ? ` (${controller.name})` : ""}.`],
      ...(controller?.balancesEach ? { severity: "error" as const } : {}),
    }];
  },
});

const reasonOf = (snapshot: Snapshot, ingress: Ingress, controller: IngressController | undefined): string => {
  const failure = eventsOf(snapshot, ingress).find((event) => event.type === "Warning");
  if (failure) return `Its controller reports ${failure.reason ?? "a problem"}: ${(failure.message ?? "").trim()}`;
  return controller?.balancesEach ? `${controller.name} has not made its load balancer.` : "Its controller has not taken it, watches other namespaces, or does not publish addresses.";
};
