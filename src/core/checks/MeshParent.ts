import { defineCheck } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

/** A route with a Service as its parent (GAMMA) is for a service mesh: for requests of pods to that Service. */
export const MeshParent = defineCheck({
  code: "MeshParent",
  severity: "info",
  title: "The route is for requests within a service mesh",
  about: allRouteKinds,
  reads: [],
  run: (route) =>
    route.spec.parentRefs.flatMap((ref, i) =>
      ref.kind === "Service" && (ref.group ?? "") === ""
        ? [{ path: `spec.parentRefs[${i}]`, detail: `Its parent is Service ${ref.namespace ?? route.metadata.namespace}/${ref.name}: it changes how pods in a mesh reach that Service, and lets nobody in from outside.`, fix: ["For clients outside the cluster, name a Gateway as parent. Without a mesh that implements the Gateway API the route does nothing."] }]
        : []),
});
