import { some } from "../notes/wording.ts";
import { sourceRangesOf } from "../topology/loadbalancer.ts";
import { defineCheck } from "./check.ts";

export const LoadBalancerSourceRanges = defineCheck({
  code: "LoadBalancerSourceRanges",
  severity: "warning",
  title: "The load balancer lets in only some client addresses",
  about: ["Service"],
  reads: [],
  ways: ["LoadBalancer"],
  run: (service) => {
    const { path, ranges } = sourceRangesOf(service);
    if (service.spec.type !== "LoadBalancer" || ranges.length === 0) return [];
    return [{
      path,
      detail: `Only clients from ${some(ranges, 5)} get through; for others the connection times out. Behind a proxy or NAT the client's address is that one's.`,
      fix: ["Nothing, if this is meant.", `Otherwise add the clients' ranges to ${path}, or remove it. Providers that cannot filter ignore it.`],
    }];
  },
});
