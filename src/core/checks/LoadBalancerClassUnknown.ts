import { kubectl } from "../notes/wording.ts";
import { minutesSince } from "../topology/events.ts";
import { pendingOf } from "../topology/pending.ts";
import { defineCheck } from "./check.ts";

/** Classes and what answers to them, from the sources of each. */
const knownClasses: Readonly<Record<string, string>> = {
  "eks.amazonaws.com/nlb": "EKS Auto Mode",
  "io.cilium/bgp-control-plane": "Cilium's BGP control plane",
  "io.cilium/l2-announcer": "Cilium's L2 announcements",
  "kube-vip.io/kube-vip-class": "kube-vip",
  "networking.gke.io/l4-regional-external": "GKE",
  "networking.gke.io/l4-regional-internal": "GKE",
  "service.k8s.aws/nlb": "the AWS Load Balancer Controller",
  tailscale: "the Tailscale operator",
};

/** Controllers without that class leave the Service alone, the cloud provider's included (loadBalancerClass in core/v1). */
export const LoadBalancerClassUnknown = defineCheck({
  code: "LoadBalancerClassUnknown",
  severity: "error",
  title: "No controller answers to the loadBalancerClass",
  about: ["Service"],
  reads: ["Event"],
  ways: ["LoadBalancer"],
  run: (service, snapshot) => {
    const name = service.spec.loadBalancerClass;
    const pending = pendingOf(snapshot, service);
    if (name === undefined || pending?.noticed !== false) return [];
    const owner = knownClasses[name];
    const isYoung = (minutesSince(snapshot, service.metadata.creationTimestamp) ?? Infinity) < 5;
    const unknown = isYoung ? "it was created less than 5 minutes ago" : undefined;
    return [{
      path: "spec.loadBalancerClass",
      detail: `Service ${service.metadata.name} has no address: its loadBalancerClass ${name} is left to the controller of that class${owner === undefined ? "" : ` (${owner})`}, and none has reported anything about it.`,
      fix: [
        `Install ${owner ?? "the controller that answers to this class"}, or see why it does not work.`,
        kubectl(service.metadata.namespace ?? "", "describe", "service", service.metadata.name ?? ""),
        "To use the cluster's default load balancer, delete and create the Service without spec.loadBalancerClass: the field cannot be changed.",
      ],
      ...(unknown === undefined ? {} : { unknown }),
    }];
  },
});
