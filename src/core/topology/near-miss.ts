/** Which of the labels that a selector misses is worth naming. */
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type Owner, ownerOf } from "./backing.ts";
import { isSimilar, type NearMiss, nearMisses, type Service } from "./selection.ts";

export interface LabelMiss {
  readonly key: string;
  readonly wanted: string;
  /** Absent: the pods do not carry the label. */
  readonly got?: string;
  /** Whose pods carry all the other labels. */
  readonly owners: readonly Owner[];
}

/**
 * The most likely near misses, best first. Labels that many applications share (a tier, a part-of) make everything a
 * near miss of everything: then only a similar value counts.
 */
export const labelMisses = (snapshot: Snapshot, service: Service): readonly LabelMiss[] => {
  const groups = new Map<string, { readonly miss: NearMiss; readonly owners: Map<string, Owner> }>();
  for (const miss of nearMisses(snapshot, service)) {
    const id = `${miss.key}\n${miss.got ?? ""}`;
    const group = groups.get(id) ?? { miss, owners: new Map<string, Owner>() };
    const owner = ownerOf(snapshot, miss.object);
    group.owners.set(`${owner.kind}/${owner.name}`, owner);
    groups.set(id, group);
  }
  const all = [...groups.values()];
  const ownersOfKey = (key: string): number => new Set(all.filter(({ miss }) => miss.key === key).flatMap(({ owners }) => [...owners.keys()])).size;
  const like = ({ miss }: { readonly miss: NearMiss }): boolean => miss.got !== undefined && isSimilar(miss.got, miss.wanted);
  return all
    .filter((group) => like(group) || ownersOfKey(group.miss.key) <= 2)
    .toSorted((a, b) => Number(like(b)) - Number(like(a)) || a.owners.size - b.owners.size || (a.miss.key < b.miss.key ? -1 : 1))
    .map(({ miss: { key, wanted, got }, owners }) => ({ key, wanted, ...(got === undefined ? {} : { got }), owners: [...owners.values()] }));
};
