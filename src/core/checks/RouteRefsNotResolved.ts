import type { Route } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { attachmentsOf } from "../topology/attachment.ts";
import { formatCondition } from "../topology/conditions.ts";
import { routeCondition } from "../topology/route-status.ts";
import { backendUsesOf } from "./backend-refs.ts";
import { BackendNotFound } from "./BackendNotFound.ts";
import { BackendPortMissing } from "./BackendPortMissing.ts";
import { BackendPortNotFound } from "./BackendPortNotFound.ts";
import { defineCheck } from "./check.ts";
import { InvalidKind } from "./InvalidKind.ts";
import { allRouteKinds, formatParent } from "./parent-refs.ts";
import { RefNotPermitted } from "./RefNotPermitted.ts";

/** Checks that find the cause of such a condition in the spec, and say which reference it is. */
const causes = [BackendNotFound, BackendPortMissing, BackendPortNotFound, InvalidKind, RefNotPermitted];

/** What the controller says about references where the spec does not show it: a protocol that does not fit, an extension that is missing. */
export const RouteRefsNotResolved = defineCheck({
  code: "RouteRefsNotResolved",
  severity: "error",
  title: "The controller cannot resolve a reference of the route",
  about: allRouteKinds,
  reads: ["Gateway", "GatewayClass", "ListenerSet", "Namespace", "ReferenceGrant", "Service"],
  run: (route, snapshot) =>
    attachmentsOf(snapshot, route).flatMap((attachment) => {
      const condition = routeCondition(snapshot, route, attachment, "ResolvedRefs");
      if (condition?.status !== "False" || isExplained(route, snapshot)) return [];
      return [{
        path: attachment.path,
        detail: `At ${formatParent(attachment)} the controller says ${formatCondition(condition)}`,
        fix: ["Correct the reference that the message names (a backendRef or a filter)."],
        // Which of several it is, only the message tells.
        ...(backendUsesOf(route).length > 1 ? { severity: "warning" as const } : {}),
      }];
    }),
});

const isExplained = (route: Route, snapshot: Snapshot): boolean => causes.some((check) => check.run(route, snapshot).some((finding) => finding.unknown === undefined));
