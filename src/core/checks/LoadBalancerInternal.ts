import { internalBy } from "../topology/loadbalancer.ts";
import { defineCheck } from "./check.ts";

/** Which annotations mean so: facts/loadBalancerScheme, read from the providers' sources. */
export const LoadBalancerInternal = defineCheck({
  code: "LoadBalancerInternal",
  severity: "info",
  title: "An annotation makes the load balancer private",
  about: ["Service"],
  reads: [],
  ways: ["LoadBalancer"],
  run: (service) => {
    const key = internalBy(service);
    if (service.spec.type !== "LoadBalancer" || key === undefined) return [];
    return [{
      path: `metadata.annotations["${key}"]`,
      detail: `${key}: ${service.metadata.annotations[key]} asks for a load balancer inside the provider's private network; clients on the internet do not reach it.`,
      fix: ["Nothing, if the clients are in that network.", "For clients on the internet, create the Service without this annotation: most providers do not change an existing load balancer."],
    }];
  },
});
