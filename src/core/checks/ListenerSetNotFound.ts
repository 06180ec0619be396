import { kubectl } from "../notes/wording.ts";
import { attachmentsOf } from "../topology/attachment.ts";
import { meantInstead } from "../topology/namesakes.ts";
import { defineCheck, undecided } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

/** As for a Gateway that does not exist, no controller says so. */
export const ListenerSetNotFound = defineCheck({
  code: "ListenerSetNotFound",
  severity: "error",
  title: "A parentRef names a ListenerSet that does not exist",
  about: allRouteKinds,
  reads: ["Gateway", "ListenerSet", "Namespace"],
  run: (route, snapshot) =>
    attachmentsOf(snapshot, route).flatMap(({ kind, parent, path, namespace, name }) => {
      if (kind !== "ListenerSet" || parent.state === "found" || parent.state === "foreign") return [];
      const fix = [kubectl(namespace, "get", "listenersets.gateway.networking.k8s.io")];
      return parent.state === "unknown"
        ? [{ path: `${path}.name`, detail: `It is not known whether ListenerSet ${namespace}/${name} exists.`, fix, unknown: undecided(parent.because) }]
        : [{ path: `${path}.name`, detail: `There is no ListenerSet ${name} in namespace ${namespace}.${meantInstead(snapshot, "ListenerSet", namespace, name)}`, fix: [`Correct ${path}, or create the ListenerSet.`, ...fix] }];
    }),
});
