/** From all that a source holds to what was asked for: the same answer that a cluster would give. */
import { kindNames, type ObjectOf, type Kind } from "../../core/snapshot/kinds.ts";
import type { Need } from "../../core/snapshot/need.ts";
import { type Coverage, noObjects, refOf, type Snapshot } from "../../core/snapshot/snapshot.ts";

/**
 * Objects, coverage and gaps of the kinds, namespaces and names that are needed. Selectors are not looked at: they
 * only spare a server work, and a decision takes what it wants from a list that holds more.
 */
export const select = (all: Snapshot, needs: readonly Need[]): Snapshot => {
  const byKind = Map.groupBy(needs, ({ kind }) => kind);
  const objects = noObjects();
  for (const kind of kindNames) {
    const wanted = byKind.get(kind);
    if (wanted) (objects as Record<Kind, unknown>)[kind] = selected(all.objects[kind], wanted);
  }
  const malformed = all.malformed.filter(({ about }) => (byKind.get(about.kind as Kind) ?? []).some((need) => lies(about, need)));
  return {
    ...all,
    objects,
    malformed,
    coverage: all.coverage.flatMap((known) => (byKind.get(known.kind) ?? []).flatMap((need) => overlap(known, need))),
    gaps: all.gaps.filter((gap) => (byKind.get(gap.kind) ?? []).some((need) => overlap(gap, need).length > 0)),
  };
};

const selected = (objects: readonly ObjectOf<Kind>[], needs: readonly Need[]): readonly ObjectOf<Kind>[] =>
  needs.some(({ namespace, name }) => namespace === undefined && name === undefined)
    ? objects
    : objects.filter((object) => needs.some((need) => lies(refOf(object), need)));

const lies = (about: { readonly namespace: string; readonly name: string }, { namespace, name }: Need): boolean =>
  (namespace === undefined || namespace === about.namespace) && (name === undefined || name === about.name);

/** What is known of what is needed: the narrower of both, nothing where they have nothing in common. */
const overlap = (known: Coverage, need: Need): readonly Coverage[] => {
  if (known.namespace !== undefined && need.namespace !== undefined && known.namespace !== need.namespace) return [];
  if (known.name !== undefined && need.name !== undefined && known.name !== need.name) return [];
  const namespace = known.namespace ?? need.namespace;
  const name = known.name ?? need.name;
  return [{ kind: known.kind, ...(namespace === undefined ? {} : { namespace }), ...(name === undefined ? {} : { name }) }];
};
