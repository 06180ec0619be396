import { find } from "../snapshot/find.ts";
import { kinds } from "../snapshot/kinds.ts";
import { isFromCluster } from "../snapshot/snapshot.ts";
import { defineCheck } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

/** The standard channel serves v1 of these kinds only (HTTPRoute v1beta1 too); the experimental one keeps some older versions. */
export const RouteVersionNotServed = defineCheck({
  code: "RouteVersionNotServed",
  severity: "warning",
  title: "A route is written in a version that clusters may not serve",
  about: allRouteKinds,
  reads: ["CustomResourceDefinition"],
  run: (route, snapshot) => {
    const version = route.apiVersion.slice(route.apiVersion.indexOf("/") + 1);
    // What an API server has returned it serves.
    if (isFromCluster(route) || !version.startsWith("v1alpha")) return [];
    const definition = find(snapshot, "CustomResourceDefinition", "", `${kinds[route.kind].plural}.${kinds[route.kind].group}`);
    const versions = definition.state === "found" ? definition.object.spec.versions.filter((one) => one.served !== false).map((one) => one.name ?? "?") : undefined;
    if (versions?.includes(version)) return [];
    return [{
      path: "apiVersion",
      detail: versions ? `The cluster serves ${route.kind} in ${versions.join(", ")}, not in ${version}.` : `${route.kind} ${version} is not served by the standard channel of the Gateway API.`,
      fix: [`Set apiVersion to ${kinds[route.kind].group}/${versions?.[0] ?? "v1"}: the fields are the same.`],
      ...(versions ? { severity: "error" as const } : {}),
    }];
  },
});
