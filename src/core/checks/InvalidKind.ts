import { backendUsesOf, severityOf } from "./backend-refs.ts";
import { defineCheck } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

/** Groups of Kubernetes itself: their kinds are known, and Service is the only one that takes traffic. */
const BUILT_IN = new Set(["", "apps", "batch", "autoscaling", "networking.k8s.io", "discovery.k8s.io", "policy"]);

/** Kinds of other groups are the implementation's own business; some take routes as backends, to delegate to them. */
export const InvalidKind = defineCheck({
  code: "InvalidKind",
  severity: "error",
  title: "A route sends traffic to something that cannot take it",
  about: allRouteKinds,
  reads: [],
  run: (route) =>
    backendUsesOf(route).flatMap((use) => {
      const { group = "", kind = "Service", name } = use.ref;
      if (!BUILT_IN.has(group) || (group === "" && kind === "Service")) return [];
      return [{
        path: `${use.path}.kind`,
        detail: `${kind} ${name}${group === "" ? "" : ` of group ${group}`} cannot be the backend of a route.`,
        fix: [kind === "Service" ? `Leave out ${use.path}.group: Services are in the core group.` : `Name a Service; it selects the pods by their labels.`],
        ...severityOf(use),
      }];
    }),
});
