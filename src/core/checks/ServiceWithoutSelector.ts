import { kubectl } from "../notes/wording.ts";
import { backingKinds, backingOf, hasEndpoints } from "../topology/backing.ts";
import { defineCheck, undecided } from "./check.ts";

/** Nothing fills the endpoints of a Service without selector: somebody has to write an EndpointSlice for it. */
export const ServiceWithoutSelector = defineCheck({
  code: "ServiceWithoutSelector",
  severity: "error",
  title: "A Service has neither a selector nor endpoints",
  about: ["Service"],
  reads: backingKinds,
  run: (service, snapshot) => {
    if (service.spec.type === "ExternalName" || Object.keys(service.spec.selector).length > 0) return [];
    const backing = backingOf(snapshot, service);
    if (hasEndpoints(backing)) return [];
    const [namespace, name] = [service.metadata.namespace ?? "", service.metadata.name ?? ""];
    return [{
      path: "spec.selector",
      detail: `It has no selector, and ${backing.endpointsGap ? "whether an EndpointSlice was written for it by hand is not known" : "no EndpointSlice names an address for it"}.`,
      fix: [
        "Give spec.selector the labels of the pods that should answer.",
        `Or, for addresses outside the cluster, write an EndpointSlice with the label kubernetes.io/service-name: ${name}.`,
        kubectl(namespace, "get", "endpointslices", "-l", `kubernetes.io/service-name=${name}`),
      ],
      ...(backing.endpointsGap ? { unknown: undecided(backing.endpointsGap) } : {}),
    }];
  },
});
