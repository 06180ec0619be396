import { some } from "../notes/wording.ts";
import type { Service } from "../topology/selection.ts";
import { defineCheck } from "./check.ts";

/** The older spelling of the field; the field wins where both are set (cloud-provider service/helpers). */
const ANNOTATION = "service.beta.kubernetes.io/load-balancer-source-ranges";

export const LoadBalancerSourceRanges = defineCheck({
  code: "LoadBalancerSourceRanges",
  severity: "warning",
  title: "The load balancer lets in only some client addresses",
  about: ["Service"],
  reads: [],
  ways: ["LoadBalancer"],
  run: (service) => {
    const { path, ranges } = rangesOf(service);
    if (service.spec.type !== "LoadBalancer" || ranges.length === 0 || ranges.some((one) => one === "0.0.0.0/0" || one === "::/0")) return [];
    return [{
      path,
      detail: `Only clients from ${some(ranges, 5)} get through; for others the connection times out. Behind a proxy or NAT the client's address is that one's.`,
      fix: ["Nothing, if this is meant.", `Otherwise add the clients' ranges to ${path}, or remove it. Providers that cannot filter ignore it.`],
    }];
  },
});

const rangesOf = ({ metadata, spec }: Service): { readonly path: string; readonly ranges: readonly string[] } => {
  const annotation = metadata.annotations[ANNOTATION];
  if (spec.loadBalancerSourceRanges.length > 0 || annotation === undefined) return { path: "spec.loadBalancerSourceRanges", ranges: spec.loadBalancerSourceRanges.map((one) => one.trim()) };
  return { path: `metadata.annotations["${ANNOTATION}"]`, ranges: annotation.split(",").map((one) => one.trim()).filter((one) => one !== "") };
};
