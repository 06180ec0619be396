/** What somebody may have meant who named an object that does not exist. */
import { derived, groupBy } from "../snapshot/derived.ts";
import { inNamespace } from "../snapshot/find.ts";
import type { Kind, ObjectOf } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { nearestNames } from "./selection.ts";

const indexes = derived(() => new Map<Kind, ReadonlyMap<string, readonly string[]>>());

/** Namespaces that hold an object of this kind and name. */
export const namespacesWith = (snapshot: Snapshot, kind: Kind, name: string): readonly string[] => {
  const known = indexes(snapshot);
  const kept = known.get(kind);
  if (kept) return kept.get(name) ?? [];
  const objects: readonly ObjectOf<Kind>[] = snapshot.objects[kind];
  const made = new Map([...groupBy(objects, (object) => object.metadata.name ?? "")].map(([key, group]) => [key, group.map((object) => object.metadata.namespace ?? "")]));
  known.set(kind, made);
  return made.get(name) ?? [];
};

/** Comparing a wrong name with very many right ones costs more than the hint is worth. */
const MOST_NAMES = 300;

/** Names of objects in a namespace ("" for cluster-scoped kinds) that are close to a wrong one. */
const similarNames = (snapshot: Snapshot, kind: Kind, namespace: string, wrong: string): readonly string[] =>
  nearestNames(wrong, inNamespace(snapshot, kind, namespace).slice(0, MOST_NAMES).map((object) => object.metadata.name ?? ""));

/** A sentence with what may have been meant, or "": the same name in other namespaces, else close names in this one. */
export const meantInstead = (snapshot: Snapshot, kind: Kind, namespace: string, name: string): string => {
  const elsewhere = namespacesWith(snapshot, kind, name).filter((one) => one !== namespace);
  if (elsewhere.length > 0) return ` ${kind} ${name} exists in namespace ${elsewhere.slice(0, 3).join(", ")}${elsewhere.length > 3 ? " and others" : ""}.`;
  const near = similarNames(snapshot, kind, namespace, name);
  return near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : "";
};
