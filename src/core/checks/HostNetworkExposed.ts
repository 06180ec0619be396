import { podSpecOf } from "../topology/ports.ts";
import { podsOf, workloadsOf } from "../topology/selection.ts";
import { defineCheck } from "./check.ts";

/** With hostNetwork every port that the process opens is open on the node; NetworkPolicies mostly do not apply to it. */
export const HostNetworkExposed = defineCheck({
  code: "HostNetworkExposed",
  severity: "info",
  title: "Pods of this Service use their nodes' network",
  about: ["Service"],
  reads: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  ways: ["HostNetwork"],
  run: (service, snapshot) => {
    const makers = [...workloadsOf(snapshot, service), ...podsOf(snapshot, service)].filter((one) => podSpecOf(one).hostNetwork === true);
    const [first] = makers;
    if (!first) return [];
    return [{
      path: "spec.selector",
      detail: `${first.kind} ${first.metadata.name} has hostNetwork: every port that its process opens is open on the node that runs it, and NetworkPolicies mostly do not protect it.`,
      fix: ["Nothing, if this is meant (network agents, some ingress controllers).", "Otherwise remove hostNetwork from the pod template and let clients use the Service."],
    }];
  },
});
