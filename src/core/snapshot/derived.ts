import type { Snapshot } from "./snapshot.ts";

/**
 * A value that follows from a snapshot, computed when it is first asked for and then kept with it: how indexes stay
 * out of the snapshot, cost nothing when unused, and are never built twice. Pure seen from outside.
 */
export const derived = <T>(compute: (snapshot: Snapshot) => T): ((snapshot: Snapshot) => T) => {
  const known = new WeakMap<Snapshot, { readonly value: T }>();
  // Nearly every question is about the same snapshot as the one before it.
  let last: { readonly snapshot: Snapshot; readonly value: T } | undefined;
  return (snapshot) => {
    if (last?.snapshot === snapshot) return last.value;
    const kept = known.get(snapshot) ?? { value: compute(snapshot) };
    known.set(snapshot, kept);
    last = { snapshot, value: kept.value };
    return kept.value;
  };
};

/** As derived, for a value of one object in a snapshot: computed when it is first asked for, however many ask. */
export const derivedOf = <O extends object, T extends {}>(compute: (snapshot: Snapshot, object: O) => T): ((snapshot: Snapshot, object: O) => T) => {
  // The snapshot holds its objects anyway, so a plain map, which costs a fraction of a weak one.
  const known = derived(() => new Map<O, T>());
  return (snapshot, object) => {
    const values = known(snapshot);
    const kept = values.get(object);
    if (kept !== undefined) return kept;
    const value = compute(snapshot, object);
    values.set(object, value);
    return value;
  };
};

/** At least one. */
export type Some<T> = readonly [T, ...T[]];

/** Groups by key in one pass; the order within a group is the order of the input. */
export const groupBy = <T>(items: Iterable<T>, keyOf: (item: T) => string): ReadonlyMap<string, Some<T>> => {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};
