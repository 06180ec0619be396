import { find } from "../snapshot/find.ts";
import { defineCheck } from "./check.ts";

/** An Endpoints object holds at most 1000 addresses; the control plane marks the cut. EndpointSlices are complete. */
export const EndpointsTruncated = defineCheck({
  code: "EndpointsTruncated",
  severity: "warning",
  title: "A Service's Endpoints object does not hold all of its endpoints",
  about: ["Service"],
  reads: ["Endpoints"],
  evidence: ["Endpoints"],
  run: (service, snapshot) => {
    const endpoints = find(snapshot, "Endpoints", service.metadata.namespace ?? "", service.metadata.name ?? "");
    if (endpoints.state !== "found" || endpoints.object.metadata.annotations["endpoints.kubernetes.io/over-capacity"] === undefined) return [];
    return [{
      path: "",
      detail: "There are more than 1000 endpoints, and the Endpoints object was cut. Proxies that still read it send nothing to the rest.",
      fix: ["Use controllers that read EndpointSlices."],
    }];
  },
});
