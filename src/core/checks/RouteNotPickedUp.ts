import { kubectl } from "../notes/wording.ts";
import { isFromCluster } from "../snapshot/snapshot.ts";
import { attachmentsOf } from "../topology/attachment.ts";
import { hasSettled } from "../topology/conditions.ts";
import { gatewayClassOf, isServed } from "../topology/gateway-class.ts";
import { attachability, statusOf } from "../topology/route-status.ts";
import { defineCheck } from "./check.ts";
import { allRouteKinds, formatParent } from "./parent-refs.ts";

/** A controller writes an entry into status.parents for each parentRef that is its own, whether it accepts it or not. */
export const RouteNotPickedUp = defineCheck({
  code: "RouteNotPickedUp",
  severity: "error",
  title: "The Gateway's controller has not looked at the route",
  about: allRouteKinds,
  reads: ["Gateway", "GatewayClass", "ListenerSet", "Namespace"],
  run: (route, snapshot) => {
    if (!isFromCluster(route) || !hasSettled(snapshot, route)) return [];
    return attachmentsOf(snapshot, route).flatMap((attachment) => {
      const gatewayClass = attachment.gateway && gatewayClassOf(snapshot, attachment.gateway);
      if (gatewayClass?.state !== "found" || !isServed(gatewayClass.object)) return [];
      if (attachability(attachment).verdict !== "yes" || statusOf(snapshot, route, attachment)) return [];
      const { controllerName = "?" } = gatewayClass.object.spec;
      return [{
        path: attachment.path,
        detail: `${formatParent(attachment)} would take the route, but its controller ${controllerName} has written nothing about it into status.parents: it serves other namespaces or kinds only, or does not run.`,
        fix: [`See whether the controller is told to watch ${route.kind}s of namespace ${route.metadata.namespace}, and what its log says.`, kubectl(route.metadata.namespace ?? "", "describe", route.kind.toLowerCase(), route.metadata.name ?? "")],
      }];
    });
  },
});
