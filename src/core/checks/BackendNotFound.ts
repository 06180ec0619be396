import { kubectl } from "../notes/wording.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { meantInstead, namespacesWith } from "../topology/namesakes.ts";
import { type BackendUse, serviceOf, serviceUsesOf, severityOf } from "./backend-refs.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

/** The share of the traffic that a missing backend would get is answered with 500, or refused by a TCP, TLS or UDP listener. */
export const BackendNotFound = defineCheck({
  code: "BackendNotFound",
  severity: "error",
  title: "A route sends traffic to a Service that does not exist",
  about: allRouteKinds,
  reads: ["ReferenceGrant", "Service"],
  run: (route, snapshot) =>
    serviceUsesOf(route).flatMap((use): readonly Finding[] => {
      const service = serviceOf(snapshot, route, use);
      const path = `${use.path}.name`;
      const name = use.ref.name ?? "";
      if (service.state === "unknown") {
        return [{ path, detail: `It is not known whether Service ${use.namespace}/${name} exists.`, fix: [kubectl(use.namespace, "get", "service", name)], unknown: undecided(service.because), ...severityOf(use) }];
      }
      if (service.state !== "missing") return [];
      return [{
        path,
        detail: `There is no Service ${name} in namespace ${use.namespace}.${meantInstead(snapshot, "Service", use.namespace, name)}`,
        fix: [`Create the Service or correct ${path}${isElsewhere(snapshot, use) ? "; to send to the other namespace, name it here and permit it there with a ReferenceGrant" : ""}.`, kubectl(use.namespace, "get", "services")],
        ...severityOf(use),
      }];
    }),
});

const isElsewhere = (snapshot: Snapshot, use: BackendUse): boolean => namespacesWith(snapshot, "Service", use.ref.name ?? "").length > 0;
