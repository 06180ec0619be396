/** Which pods a Service selects, which workloads make such pods, and which nearly do. */
import { derived, groupBy } from "../snapshot/derived.ts";
import { gapFor, inNamespace } from "../snapshot/find.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import type { Gap, Snapshot } from "../snapshot/snapshot.ts";
import { matchesEqualities } from "./labels.ts";

export type Service = ObjectOf<"Service">;
export type Pod = ObjectOf<"Pod">;
export const workloadKinds = ["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"] as const;
export type Workload = ObjectOf<(typeof workloadKinds)[number]>;

type Labels = Readonly<Record<string, string>>;
interface Labelled { readonly namespace: string; readonly labels: Labels }

const NONE: readonly never[] = [];

/** Finds what carries all labels of a selector by starting from its rarest pair, so that no Service reads every pod. */
const selectionIndex = <T>(items: readonly T[], labelled: (item: T) => Labelled): ((namespace: string, selector: Labels) => readonly T[]) => {
  if (items.length === 0) return () => NONE;
  const pairs = items.flatMap((item) => {
    const { namespace, labels } = labelled(item);
    return Object.entries(labels).map(([key, value]) => ({ id: `${namespace}\n${key}\n${value}`, item }));
  });
  const byPair = groupBy(pairs, (pair) => pair.id);
  return (namespace, selector) => {
    const candidates = Object.entries(selector).map(([key, value]) => byPair.get(`${namespace}\n${key}\n${value}`) ?? []);
    const rarest = candidates.toSorted((a, b) => a.length - b.length)[0] ?? [];
    return rarest.map((pair) => pair.item).filter((item) => matchesEqualities(selector, labelled(item).labels));
  };
};

const podIndex = derived((snapshot) =>
  selectionIndex(snapshot.objects.Pod, (pod) => ({ namespace: pod.metadata.namespace ?? "", labels: pod.metadata.labels })));

const allWorkloads = derived((snapshot): readonly Workload[] => workloadKinds.flatMap((kind): readonly Workload[] => snapshot.objects[kind]));

const workloadIndex = derived((snapshot) =>
  selectionIndex(allWorkloads(snapshot), (workload) => ({
    namespace: workload.metadata.namespace ?? "",
    labels: workload.spec.template.metadata.labels,
  })));

/** The pods of a namespace that carry all of these labels; none for no labels. */
export const podsLabelled = (snapshot: Snapshot, namespace: string, labels: Labels): readonly Pod[] => podIndex(snapshot)(namespace, labels);

/** The workloads of a namespace whose template carries all of these labels; none for no labels. */
export const workloadsLabelled = (snapshot: Snapshot, namespace: string, labels: Labels): readonly Workload[] => workloadIndex(snapshot)(namespace, labels);

/** The pods that a Service's selector matches, as the snapshot has them; empty without a selector. */
export const podsOf = (snapshot: Snapshot, service: Service): readonly Pod[] =>
  podIndex(snapshot)(service.metadata.namespace ?? "", service.spec.selector);

/** The workloads whose pod template a Service's selector matches, those that another one owns left out. */
export const workloadsOf = (snapshot: Snapshot, service: Service): readonly Workload[] =>
  workloadIndex(snapshot)(service.metadata.namespace ?? "", service.spec.selector)
    .filter((workload) => !workload.metadata.ownerReferences.some((owner) => owner.controller === true));

/** What keeps the pods of a namespace from being known, if anything does. */
export const podsGap = (snapshot: Snapshot, namespace: string): Gap | undefined => gapFor(snapshot, "Pod", namespace);

/** A set of pod labels that a selector misses by exactly one pair. */
export interface NearMiss {
  /** A pod or a workload (then its template's labels are meant). */
  readonly object: Pod | Workload;
  readonly key: string;
  readonly wanted: string;
  /** Absent: the label is not there at all. */
  readonly got?: string;
}

/** Pods and workloads whose labels differ from the selector in one pair only; none when the selector has one pair. */
export const nearMisses = (snapshot: Snapshot, service: Service): readonly NearMiss[] => {
  const namespace = service.metadata.namespace ?? "";
  const selector = service.spec.selector;
  const workloads = workloadKinds.flatMap((kind): readonly Workload[] => inNamespace(snapshot, kind, namespace));
  const labelled: { object: Pod | Workload; labels: Labels }[] = [
    ...workloads.map((object) => ({ object, labels: object.spec.template.metadata.labels })),
    ...inNamespace(snapshot, "Pod", namespace).map((object) => ({ object, labels: object.metadata.labels })),
  ];
  return labelled.flatMap(({ object, labels }) => {
    const missed = Object.entries(selector).filter(([key, value]) => labels[key] !== value);
    const [pair] = missed;
    if (missed.length !== 1 || !pair) return [];
    const [key, wanted] = pair;
    const got = labels[key];
    // With a single pair "all but one" is everything; only a label that is there with a similar value is a near miss.
    if (Object.keys(selector).length === 1 && (got === undefined || !isSimilar(got, wanted))) return [];
    return [{ object, key, wanted, ...(got === undefined ? {} : { got }) }];
  });
};

/** One is contained in the other, or they differ by at most two edits: what a typo or a forgotten suffix looks like. */
export const isSimilar = (a: string, b: string): boolean => {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x.length > 2 && y.length > 2 && (x.includes(y) || y.includes(x) || editDistance(x, y) <= 2);
};

/** Levenshtein distance; names are at most 253 characters long, longer texts count as far apart. */
const editDistance = (a: string, b: string): number => {
  if (a.length > 253 || b.length > 253) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** The names closest to a wrong one, best first, at most three: for "did you mean". */
export const nearestNames = (wrong: string, names: Iterable<string>): readonly string[] =>
  [...new Set(names)]
    .map((name) => ({ name, distance: editDistance(wrong, name) - (name.includes(wrong) || wrong.includes(name) ? 2 : 0) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(Math.min(wrong.length, name.length) / 3)))
    .toSorted((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
