import { some } from "../notes/wording.ts";
import { podSpecOf } from "../topology/ports.ts";
import { podsOf, workloadsOf } from "../topology/selection.ts";
import { defineCheck } from "./check.ts";

/** A host port opens a pod on its node's addresses beside every Service, and beside most NetworkPolicies. */
export const HostPortExposed = defineCheck({
  code: "HostPortExposed",
  severity: "info",
  title: "Pods of this Service are open on their nodes by hostPort",
  about: ["Service"],
  reads: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  ways: ["HostPort"],
  run: (service, snapshot) => {
    const specs = [...workloadsOf(snapshot, service), ...podsOf(snapshot, service)].map(podSpecOf);
    const ports = specs.flatMap((spec) => (spec.hostNetwork === true ? [] : spec.containers.flatMap((container) => container.ports))).flatMap((port) => (port.hostPort ? [String(port.hostPort)] : []));
    if (ports.length === 0) return [];
    return [{
      path: "spec.selector",
      detail: `The pods answer on port ${some(ports)} of the node that runs them, for everybody who reaches that node, without the Service.`,
      fix: ["Nothing, if this is meant (an ingress controller on its own nodes, an agent).", "Otherwise remove hostPort from the pod template and let clients use the Service."],
    }];
  },
});
