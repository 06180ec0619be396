import { inNamespace } from "../snapshot/find.ts";
import { isFinished } from "../topology/pod-state.ts";
import { formatLabels, matchesSelector } from "../topology/labels.ts";
import { podSelectorOf } from "../topology/policies.ts";
import { podsGap, podsLabelled, workloadsLabelled } from "../topology/selection.ts";
import { defineCheck } from "./check.ts";

/** A selector without labels means every pod, present or future: that is never a mistake. */
export const NetworkPolicySelectsNoPod = defineCheck({
  code: "NetworkPolicySelectsNoPod",
  severity: "info",
  title: "A NetworkPolicy selects no pod",
  about: ["NetworkPolicy"],
  reads: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (policy, snapshot) => {
    const selector = podSelectorOf(policy);
    const namespace = policy.metadata.namespace ?? "";
    const hasLabels = Object.keys(selector.matchLabels).length > 0;
    if ((!hasLabels && selector.matchExpressions.length === 0) || podsGap(snapshot, namespace)) return [];
    const pods = hasLabels ? podsLabelled(snapshot, namespace, selector.matchLabels) : inNamespace(snapshot, "Pod", namespace);
    if (pods.some((pod) => !isFinished(pod) && matchesSelector(selector, pod.metadata.labels) !== "no")) return [];
    const templates = workloadsLabelled(snapshot, namespace, selector.matchLabels);
    if (templates.some((one) => matchesSelector(selector, one.spec.template.metadata.labels) !== "no")) return [];
    return [{
      path: "spec.podSelector",
      detail: `No pod in namespace ${namespace} has ${hasLabels ? formatLabels(selector.matchLabels) : "labels that its matchExpressions ask for"}${hasLabels && selector.matchExpressions.length > 0 ? " and what its matchExpressions ask for" : ""}: the policy protects nothing.`,
      fix: ["Correct spec.podSelector, or delete the policy if its pods are gone for good."],
    }];
  },
});
