import { kubectl, some } from "../notes/wording.ts";
import { defineCheck } from "./check.ts";

/** Kubernetes neither assigns nor checks externalIPs: every node answers for them, whoever owns the address (CVE-2020-8554). */
export const ExternalIPsSet = defineCheck({
  code: "ExternalIPsSet",
  severity: "warning",
  title: "externalIPs open the Service on every node",
  about: ["Service"],
  reads: [],
  ways: ["ExternalIP"],
  run: (service) => {
    const addresses = service.spec.externalIPs;
    if (addresses.length === 0) return [];
    return [{
      path: "spec.externalIPs",
      detail: `Every node takes traffic for ${some(addresses)} on port ${some(service.spec.ports.map((port) => String(port.port)))}, whatever the Service's type, and pods that connect to ${addresses.length === 1 ? "this address" : "these addresses"} are sent here too, even if somebody else owns ${addresses.length === 1 ? "it" : "them"} (CVE-2020-8554). Clients get here only if the network routes ${addresses.length === 1 ? "it" : "them"} to a node.`,
      fix: [
        "Use a LoadBalancer Service, an Ingress or a Gateway instead, and forbid externalIPs by admission (DenyServiceExternalIPs).",
        kubectl(service.metadata.namespace ?? "", "patch", "service", service.metadata.name ?? "", "--type=json", "-p", '[{"op":"remove","path":"/spec/externalIPs"}]'),
      ],
    }];
  },
});
