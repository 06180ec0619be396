import { frontOf, internalBy } from "../topology/loadbalancer.ts";
import { defineCheck } from "./check.ts";

export const LoadBalancerAddressPrivate = defineCheck({
  code: "LoadBalancerAddressPrivate",
  severity: "info",
  title: "The load balancer has only private addresses",
  about: ["Service"],
  reads: [],
  ways: ["LoadBalancer"],
  run: (service) => {
    if (service.spec.type !== "LoadBalancer" || internalBy(service) !== undefined) return [];
    const { addresses, reach } = frontOf(service.status.loadBalancer?.ingress ?? []);
    if (reach !== "network" && reach !== "nodes") return [];
    return [{
      path: "status.loadBalancer.ingress",
      detail: `${addresses.join(", ")} ${addresses.length === 1 ? "is" : "are"} reachable ${reach === "nodes" ? "from the machine itself only" : "from the private network only"}, although no annotation asks for that. It is so where the pool or the provider has private addresses (MetalLB, the AWS Load Balancer Controller by default).`,
      fix: ["Nothing, if the clients are in that network.", "For clients on the internet, give the load balancer a public address: a pool of public addresses, the provider's annotation for a public one, or a translation in the router before it."],
    }];
  },
});
