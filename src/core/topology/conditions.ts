/** Status conditions: read by type, and only as far as they speak of the present spec. */
import type { ObjectOf } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

export type Condition = ObjectOf<"Gateway">["status"]["conditions"][number];
interface Aged { readonly metadata: { readonly creationTimestamp?: string } }
interface Versioned { readonly metadata: { readonly generation?: number } }

/** Written for an older spec (metav1.Condition.observedGeneration): what it says may no longer hold. */
export const isStale = (condition: Condition, { metadata }: Versioned): boolean =>
  condition.observedGeneration !== undefined && metadata.generation !== undefined && condition.observedGeneration < metadata.generation;

/** The condition of a type, unless it is stale. */
export const conditionOf = (conditions: readonly Condition[], type: string, object: Versioned): Condition | undefined =>
  conditions.find((condition) => condition.type === type && !isStale(condition, object));

/** The condition of a type where it says that it does not hold, unless it is stale. */
export const failing = (conditions: readonly Condition[], type: string, object: Versioned): Condition | undefined => {
  const condition = conditionOf(conditions, type, object);
  return condition?.status === "False" ? condition : undefined;
};

/** `InvalidParameters: the words of the controller`. */
export const formatCondition = ({ reason, message }: Condition): string => [reason, message].filter((part) => part !== undefined && part !== "").join(": ");

/** Seconds between the creation of an object and the snapshot; undefined for a manifest that was never applied. */
export const ageOf = (snapshot: Snapshot, { metadata }: Aged): number | undefined =>
  metadata.creationTimestamp === undefined ? undefined : (Date.parse(snapshot.takenAt) - Date.parse(metadata.creationTimestamp)) / 1000;

/** Long enough in a cluster for any controller to have answered. */
export const hasSettled = (snapshot: Snapshot, object: Aged): boolean => (ageOf(snapshot, object) ?? 0) >= 60;
