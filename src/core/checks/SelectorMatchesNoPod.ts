import { kubectl } from "../notes/wording.ts";
import { backingKinds, backingOf, unmatched } from "../topology/backing.ts";
import { formatLabels } from "../topology/labels.ts";
import { labelMisses } from "../topology/near-miss.ts";
import { podsOf } from "../topology/selection.ts";
import { defineCheck, undecided } from "./check.ts";

/**
 * Without a pod that carries every label of the selector the Service has no endpoint. Where pods could not be read,
 * a workload's template or an endpoint still proves a match; and known endpoints make NoReadyEndpoints speak instead.
 */
export const SelectorMatchesNoPod = defineCheck({
  code: "SelectorMatchesNoPod",
  severity: "error",
  title: "A Service's selector matches no pod",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) => {
    const miss = unmatched(snapshot, service);
    if (!miss || (miss.because && backingOf(snapshot, service).endpoints) || labelMisses(snapshot, service).length > 0) return [];
    const namespace = service.metadata.namespace ?? "";
    const selector = formatLabels(service.spec.selector);
    const finished = podsOf(snapshot, service).length;
    const found = finished > 0 ? "only finished pods carry" : miss.because ? "no workload that was read makes pods with" : "no pod carries";
    return [{
      path: "spec.selector",
      detail: `In namespace ${namespace}, ${found} ${selector}${finished === 0 && !miss.because ? ", and no workload makes such pods" : ""}.`,
      fix: [
        kubectl(namespace, "get", "pods", "--show-labels"),
        `Set spec.selector to labels that the pods carry, or give ${selector} to the pod template that the Service is for.`,
      ],
      ...(miss.because ? { unknown: undecided(miss.because) } : {}),
    }];
  },
});
