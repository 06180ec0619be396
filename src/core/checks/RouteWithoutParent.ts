import { defineCheck } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

/** A route attaches to what its parentRefs name. useDefaultGateways (experimental) is the one other way. */
export const RouteWithoutParent = defineCheck({
  code: "RouteWithoutParent",
  severity: "error",
  title: "A route names no parent",
  about: allRouteKinds,
  reads: [],
  run: ({ kind, metadata, spec }) =>
    spec.parentRefs.length > 0 || !["", "None", undefined].includes(spec.useDefaultGateways) ? [] : [{
      path: "spec.parentRefs",
      detail: `${kind} ${metadata.name} has no parentRefs: no Gateway takes it.`,
      fix: ["Name the Gateway (or ListenerSet) in spec.parentRefs.", "kubectl get gateways -A"],
    }],
});
