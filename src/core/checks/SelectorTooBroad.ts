import { some } from "../notes/wording.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { backingKinds, backingOf, hasSelector, type Owner, ownerOf } from "../topology/backing.ts";
import { formatLabels } from "../topology/labels.ts";
import type { Pod, Workload } from "../topology/selection.ts";
import { defineCheck } from "./check.ts";
import { fieldOf } from "./field.ts";

/** Labels that say which application a pod belongs to. Canaries and colours share them and differ in others. */
const IDENTITY = ["app.kubernetes.io/name", "app.kubernetes.io/component", "app", "k8s-app", "component", "run"];

/**
 * One Service in front of several workloads is a canary or a migration as long as they are the same application. Pods
 * of a Job, or of workloads that differ in a label of identity, get the Service's traffic by mistake.
 */
export const SelectorTooBroad = defineCheck({
  code: "SelectorTooBroad",
  severity: "warning",
  title: "A Service's selector also matches pods of another application",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) => {
    if (!hasSelector(service)) return [];
    const owners = ownersOf(snapshot, backingOf(snapshot, service).makers);
    const names = some(owners.map(({ owner }) => `${owner.kind} ${owner.name}`));
    const jobs = owners.filter(({ owner }) => owner.kind === "Job");
    const apart = IDENTITY.find((key) => new Set(owners.map(({ labels }) => labels[key])).size > 1);
    if (owners.length < 2 || (apart === undefined && (jobs.length === 0 || jobs.length === owners.length))) return [];
    const missing = apart === undefined ? `${jobs[0]?.owner.kind ?? ""} pods run for other reasons than to answer` : `they differ in the label ${apart} (${some(owners.map(({ labels }) => labels[apart] ?? "absent"))})`;
    return [{
      path: "spec.selector",
      detail: `${formatLabels(service.spec.selector)} matches the pods of ${names}: ${missing}. All of them get a share of the traffic.`,
      fix: [apart === undefined ? "Give the pods that should answer a label of their own and add it to spec.selector." : `Add ${fieldOf("spec.selector", apart)} with the value of the pods that should answer.`],
    }];
  },
});

interface Owned { readonly owner: Owner; readonly labels: Readonly<Record<string, string>> }

const ownersOf = (snapshot: Snapshot, makers: readonly (Pod | Workload)[]): readonly Owned[] => {
  const owners = makers.map((maker): readonly [string, Owned] => {
    const owner = ownerOf(snapshot, maker);
    return [`${owner.kind}/${owner.name}`, { owner, labels: maker.kind === "Pod" ? maker.metadata.labels : maker.spec.template.metadata.labels }];
  });
  return [...new Map(owners).values()];
};
