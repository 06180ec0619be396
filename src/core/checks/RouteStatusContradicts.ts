import { attachmentsOf } from "../topology/attachment.ts";
import { attachability, routeCondition, statusOf } from "../topology/route-status.ts";
import { defineCheck } from "./check.ts";
import { allRouteKinds, formatParent } from "./parent-refs.ts";

/** Some controllers report Accepted=True for routes that no listener takes: such a status is no proof that it works. */
export const RouteStatusContradicts = defineCheck({
  code: "RouteStatusContradicts",
  severity: "warning",
  title: "The status says that the route is accepted, the specification says that it cannot be",
  about: allRouteKinds,
  reads: ["Gateway", "GatewayClass", "ListenerSet", "Namespace"],
  run: (route, snapshot) =>
    attachmentsOf(snapshot, route).flatMap((attachment) => {
      const result = attachability(attachment);
      if (result.verdict !== "no" || routeCondition(snapshot, route, attachment, "Accepted")?.status !== "True") return [];
      return [{
        path: attachment.path,
        detail: `${statusOf(snapshot, route, attachment)?.controllerName} reports Accepted=True at ${formatParent(attachment)}; by the specification it should be False with reason ${result.reason}.`,
        fix: ["Rely on a request rather than on the status, and make the route fit its listeners: other implementations will not serve it."],
      }];
    }),
});
