import { kubectl } from "../notes/wording.ts";
import { attachmentsOf } from "../topology/attachment.ts";
import { formatCondition } from "../topology/conditions.ts";
import { attachability, routeCondition } from "../topology/route-status.ts";
import { defineCheck } from "./check.ts";
import { allRouteKinds, formatParent } from "./parent-refs.ts";

/** The specification would let the route attach; whether it is served is for the controller to say. */
export const RouteNotAccepted = defineCheck({
  code: "RouteNotAccepted",
  severity: "error",
  title: "The controller does not accept the route",
  about: allRouteKinds,
  reads: ["Gateway", "GatewayClass", "ListenerSet", "Namespace"],
  run: (route, snapshot) =>
    attachmentsOf(snapshot, route).flatMap((attachment) => {
      const condition = routeCondition(snapshot, route, attachment, "Accepted");
      if (condition?.status !== "False" || attachability(attachment).verdict === "no") return [];
      return [{
        path: attachment.path,
        detail: `At ${formatParent(attachment)} the controller says ${formatCondition(condition)}`,
        fix: [remedies[condition.reason ?? ""] ?? "Correct what the message names.", kubectl(route.metadata.namespace ?? "", "describe", route.kind.toLowerCase(), route.metadata.name ?? "")],
        ...(condition.reason === "Pending" ? { severity: "warning" as const } : {}),
      }];
    }),
});

const remedies: Readonly<Record<string, string>> = {
  IncompatibleFilters: "Remove one of the filters that the message names: they cannot be used together here.",
  NotAllowedByListeners: "By the specification a listener allows the route: see whether the controller restricts routes in a way of its own.",
  Pending: "Wait a moment; if it stays so, see the log of the controller.",
  UnsupportedValue: "Use another value for the field that the message names, or an implementation that supports it.",
};
