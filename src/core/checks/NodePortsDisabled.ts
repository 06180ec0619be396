import { defineCheck } from "./check.ts";

/** allocateLoadBalancerNodePorts (core/v1): fine for load balancers that send to pods, or are announced by the nodes. */
export const NodePortsDisabled = defineCheck({
  code: "NodePortsDisabled",
  severity: "info",
  title: "The load balancer gets no node ports",
  about: ["Service"],
  reads: [],
  ways: ["LoadBalancer"],
  run: (service) => {
    const { type, allocateLoadBalancerNodePorts, ports } = service.spec;
    if (type !== "LoadBalancer" || allocateLoadBalancerNodePorts !== false || ports.some((port) => (port.nodePort ?? 0) > 0)) return [];
    return [{
      path: "spec.allocateLoadBalancerNodePorts",
      detail: "No port has a node port. Load balancers that send to the pods directly (IP targets) or live on the nodes (MetalLB, Cilium) need none; those that send to the nodes (instance targets, most cloud providers) have nowhere to send.",
      fix: ["Nothing, if the load balancer sends to the pods directly.", "Otherwise remove spec.allocateLoadBalancerNodePorts, or set it to true."],
    }];
  },
});
