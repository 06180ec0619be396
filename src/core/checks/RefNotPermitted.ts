import { kubectl } from "../notes/wording.ts";
import { formatRef } from "../snapshot/ref.ts";
import { grantMisses } from "../topology/grant-misses.ts";
import { grantFor } from "../topology/grants.ts";
import { GATEWAY_GROUP } from "../topology/listeners.ts";
import { backendUsesOf, permission, severityOf, targetOf } from "./backend-refs.ts";
import { defineCheck, undecided } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

/** A backend of another namespace needs a ReferenceGrant in that namespace; without it the reference counts as broken. */
export const RefNotPermitted = defineCheck({
  code: "RefNotPermitted",
  severity: "error",
  title: "A route refers to another namespace that does not permit it",
  about: allRouteKinds,
  reads: ["ReferenceGrant"],
  run: (route, snapshot) =>
    backendUsesOf(route).flatMap((use) => {
      const { verdict, because } = permission(snapshot, route, use);
      if (verdict === "yes") return [];
      const from = { group: GATEWAY_GROUP, kind: route.kind, namespace: route.metadata.namespace ?? "" };
      const to = targetOf(use);
      const misses = grantMisses(snapshot, from, to);
      return [{
        path: use.path,
        detail: verdict === "no"
          ? [`No ReferenceGrant in namespace ${to.namespace} lets ${route.kind}s of namespace ${from.namespace} refer to ${formatRef(to)}.`, ...misses].join(" ")
          : `It is not known whether namespace ${to.namespace} lets ${route.kind}s of namespace ${from.namespace} refer to ${formatRef(to)}.`,
        fix: verdict === "no" ? [`Apply in namespace ${to.namespace}:\n${grantFor(from, to)}`] : [kubectl(to.namespace, "get", "referencegrants", "-o", "yaml")],
        ...(because && verdict === "unknown" ? { unknown: undecided(because) } : {}),
        ...severityOf(use),
      }];
    }),
});
