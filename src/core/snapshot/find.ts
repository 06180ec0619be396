/** Looking things up, three-valued: a thing is missing only where the snapshot is complete. */
import { derived, groupBy } from "./derived.ts";
import type { Kind, ObjectOf } from "./kinds.ts";
import type { Coverage, Gap, Snapshot } from "./snapshot.ts";

export type Lookup<T> =
  | { readonly state: "found"; readonly object: T }
  | { readonly state: "missing" }
  | { readonly state: "unknown"; readonly because: Gap };

type Found<K extends Kind> = Extract<Lookup<ObjectOf<K>>, { state: "found" }>;
/** By namespace, then by name: no key has to be put together to look something up. */
type NameIndex<K extends Kind> = ReadonlyMap<string, ReadonlyMap<string, Found<K>>>;

const indexes = derived(() => new Map<Kind, NameIndex<Kind>>());

const byName = <K extends Kind>(snapshot: Snapshot, kind: K): NameIndex<K> => {
  const known = indexes(snapshot) as unknown as Map<K, NameIndex<K>>;
  const kept = known.get(kind);
  if (kept) return kept;
  const objects: readonly ObjectOf<K>[] = snapshot.objects[kind];
  const made = new Map<string, Map<string, Found<K>>>();
  for (const object of objects) {
    const { namespace = "", name = "" } = object.metadata;
    const names = made.get(namespace) ?? new Map<string, Found<K>>();
    made.set(namespace, names.set(name, { state: "found", object }));
  }
  known.set(kind, made);
  return made;
};

/** One object by kind, namespace ("" for cluster-scoped kinds) and name. */
export const find = <K extends Kind>(snapshot: Snapshot, kind: K, namespace: string, name: string): Lookup<ObjectOf<K>> => {
  const found = byName(snapshot, kind).get(namespace)?.get(name);
  if (found) return found;
  const because = gapFor(snapshot, kind, namespace, name);
  return because ? { state: "unknown", because } : { state: "missing" };
};

const namespaced = derived(() => new Map<Kind, ReadonlyMap<string, readonly unknown[]>>());

/** All objects of a kind in one namespace. */
export const inNamespace = <K extends Kind>(snapshot: Snapshot, kind: K, namespace: string): readonly ObjectOf<K>[] => {
  const known = namespaced(snapshot);
  const kept = known.get(kind);
  const objects: readonly ObjectOf<Kind>[] = kept ? [] : snapshot.objects[kind];
  const groups = kept ?? groupBy(objects, (object) => object.metadata.namespace ?? "");
  if (!kept) known.set(kind, groups);
  return (groups.get(namespace) ?? []) as readonly ObjectOf<K>[];
};

interface KindKnowledge { readonly gaps: readonly Gap[]; readonly coverage: readonly Coverage[] }
const knowledge = derived((snapshot) => {
  const gaps = groupBy(snapshot.gaps, (gap) => gap.kind);
  const coverage = groupBy(snapshot.coverage, (entry) => entry.kind);
  return (kind: Kind): KindKnowledge => ({ gaps: gaps.get(kind) ?? [], coverage: coverage.get(kind) ?? [] });
});

/**
 * What keeps the snapshot from knowing all objects of a kind (in a namespace, of a name): a gap, or undefined when it
 * is complete there. The more specific statement wins; at the same level a gap outranks coverage. Without `namespace`
 * any gap of the kind counts.
 */
export const gapFor = (snapshot: Snapshot, kind: Kind, namespace?: string, name?: string): Gap | undefined => {
  const { gaps, coverage } = knowledge(snapshot)(kind);
  if (namespace === undefined) return gaps[0] ?? (coverage.some((entry) => isEverywhere(entry)) ? undefined : notRequested(kind));
  if (name !== undefined) {
    const gap = gaps.find((one) => one.name === name && (one.namespace ?? namespace) === namespace);
    if (gap) return gap;
    if (coverage.some((entry) => entry.name === name && (entry.namespace ?? namespace) === namespace)) return undefined;
  }
  const local = gaps.find((one) => one.name === undefined && one.namespace === namespace);
  if (local) return local;
  if (coverage.some((entry) => entry.name === undefined && entry.namespace === namespace)) return undefined;
  const everywhere = gaps.find(isEverywhere);
  if (everywhere) return everywhere;
  return coverage.some(isEverywhere) ? undefined : notRequested(kind);
};

const isEverywhere = (entry: { readonly namespace?: string; readonly name?: string }): boolean =>
  entry.namespace === undefined && entry.name === undefined;

const notRequested = (kind: Kind): Gap => ({ kind, reason: "NotRequested", message: `${kind} objects were not read` });
