import { frontOf } from "../topology/loadbalancer.ts";
import { defineCheck } from "./check.ts";

/** spec.loadBalancerIP is deprecated since Kubernetes 1.24: its meaning differs between providers, and some ignore it. */
export const LoadBalancerIPIgnored = defineCheck({
  code: "LoadBalancerIPIgnored",
  severity: "info",
  title: "spec.loadBalancerIP is deprecated, and not every provider honours it",
  about: ["Service"],
  reads: [],
  ways: ["LoadBalancer"],
  run: (service) => {
    const wanted = service.spec.loadBalancerIP;
    if (service.spec.type !== "LoadBalancer" || wanted === undefined || wanted === "") return [];
    const { addresses } = frontOf(service.status.loadBalancer?.ingress ?? []);
    const isIgnored = addresses.length > 0 && !addresses.includes(wanted);
    return [{
      path: "spec.loadBalancerIP",
      detail: isIgnored
        ? `The load balancer has ${addresses.join(", ")} and not ${wanted}, which spec.loadBalancerIP asks for: the provider ignores the field. What points at ${wanted} (DNS, firewalls) misses it.`
        : `spec.loadBalancerIP asks for ${wanted}; the field is deprecated, and providers are free to ignore it.`,
      fix: ["Ask for the address by the provider's own annotation (for MetalLB metallb.io/loadBalancerIPs), and remove spec.loadBalancerIP."],
      ...(isIgnored ? { severity: "warning" as const } : {}),
    }];
  },
});
