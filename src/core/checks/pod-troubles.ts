/** The words for pods that are not ready. */
import { count, kubectl, some } from "../notes/wording.ts";
import { groupBy } from "../snapshot/derived.ts";
import { type Backing, backingOf, hasSelector } from "../topology/backing.ts";
import { isPodReady, type PodTrouble, troubleOf } from "../topology/pod-state.ts";
import type { Pod, Service } from "../topology/selection.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Finding } from "./check.ts";

export interface Troubled { readonly pod: Pod; readonly trouble: PodTrouble }

/** The pods that are not ready, with the reason of each; those that are about to leave are left out. */
export const troubled = (pods: readonly Pod[]): readonly Troubled[] =>
  pods.flatMap((pod) => {
    const trouble = pod.metadata.deletionTimestamp === undefined ? troubleOf(pod) : undefined;
    return trouble ? [{ pod, trouble }] : [];
  });

/** Whether traffic finds an endpoint all the same: then the trouble of single pods is no outage. */
export const isServed = ({ endpoints, pods }: Backing): boolean =>
  endpoints ? endpoints.readiness.ready + endpoints.readiness.servingTerminating > 0 : pods.some(isPodReady);

const sentence = (trouble: PodTrouble): string => {
  const container = trouble.container === undefined ? "" : ` (container ${trouble.container}${trouble.message === "" ? "" : `: ${trouble.message}`})`;
  switch (trouble.kind) {
    case "crashing": return `${trouble.reason}${container}`;
    case "pending": return `not scheduled, ${trouble.reason}${trouble.message === "" ? "" : `: ${trouble.message.replace(/\.$/, "")}`}`;
    case "gate": return `waiting for readiness gate ${trouble.reason} (${trouble.message})`;
    case "probe": return `running, but ${trouble.reason}${container}`;
    case "starting": return `not ready yet (${trouble.reason})`;
  }
};

/** `2 pods: CrashLoopBackOff (container cart: exit code 1)`, the most frequent reason first. */
export const describeTroubles = (all: readonly Troubled[]): string =>
  [...groupBy(all, ({ trouble }) => sentence(trouble))]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, 3)
    .map(([words, group]) => `${count(group.length, "pod")} (${some(group.map(({ pod }) => pod.metadata.name ?? ""), 2)}): ${words}`)
    .join("; ");

/** How to find out more about a pod in trouble. */
export const troubleFix = ({ pod, trouble }: Troubled): readonly string[] => {
  const [namespace, name] = [pod.metadata.namespace ?? "", pod.metadata.name ?? ""];
  const describe = kubectl(namespace, "describe", "pod", name);
  const container = trouble.container === undefined ? [] : ["-c", trouble.container];
  switch (trouble.kind) {
    case "crashing": return /Image/.test(trouble.reason)
      ? [describe, "Correct the image's name or tag, or give the pod an imagePullSecret for its registry."]
      : [kubectl(namespace, "logs", name, ...container, "--previous"), describe];
    case "pending": return [describe, "Free or add what the scheduler asks for, or relax the pod's requests, nodeSelector, affinity or tolerations."];
    case "gate": return [describe, `Look for the controller that sets the condition ${trouble.reason}; remove the readinessGate if there is none.`];
    case "probe": return [describe, kubectl(namespace, "logs", name, ...container)];
    case "starting": return [describe];
  }
};

/**
 * A note on pods in one kind of trouble, for a Service that others still serve. Where none is ready NoReadyEndpoints
 * tells the same with the greater weight.
 */
export const partial = (snapshot: Snapshot, service: Service, kind: PodTrouble["kind"]): readonly Finding[] => {
  if (!hasSelector(service)) return [];
  const backing = backingOf(snapshot, service);
  const all = troubled(backing.pods).filter(({ trouble }) => trouble.kind === kind);
  const [first] = all;
  if (!first || !isServed(backing)) return [];
  return [{
    path: "spec.selector",
    detail: `${all.length} of ${count(backing.pods.length, "pod")} behind it ${all.length === 1 ? "gets" : "get"} no traffic. ${describeTroubles(all)}.`,
    fix: troubleFix(first),
  }];
};
