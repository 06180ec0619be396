import { formatCondition } from "../topology/conditions.ts";
import { attachmentsOf } from "../topology/attachment.ts";
import { routeCondition } from "../topology/route-status.ts";
import { defineCheck } from "./check.ts";
import { allRouteKinds, formatParent } from "./parent-refs.ts";

/** The controller left out rules, or serves an older version of the route: only its message says which. */
export const PartiallyInvalid = defineCheck({
  code: "PartiallyInvalid",
  severity: "warning",
  title: "The controller serves a route only in part",
  about: allRouteKinds,
  reads: ["Gateway", "GatewayClass", "ListenerSet", "Namespace"],
  run: (route, snapshot) =>
    attachmentsOf(snapshot, route).flatMap((attachment) => {
      const condition = routeCondition(snapshot, route, attachment, "PartiallyInvalid");
      if (condition?.status !== "True") return [];
      return [{ path: attachment.path, detail: `At ${formatParent(attachment)}: ${formatCondition(condition)}`, fix: ["Correct the rules that the message names: until then the controller drops them or keeps their older version."] }];
    }),
});
