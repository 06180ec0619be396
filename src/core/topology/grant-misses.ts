/** ReferenceGrants that were meant to permit a reference and do not. */
import { inNamespace } from "../snapshot/find.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import { formatRef, type ObjectRef } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";

type Grant = ObjectOf<"ReferenceGrant">;
type From = Omit<ObjectRef, "name">;

const fromMisses = (grant: Grant, from: From): readonly string[] =>
  grant.spec.from.some((one) => one.kind === from.kind && (one.group ?? "") === from.group && one.namespace === from.namespace)
    ? []
    : grant.spec.from.map((one) => `from ${one.group ?? ""}/${one.kind ?? "?"} in namespace ${one.namespace ?? "?"}`);

const toMisses = (grant: Grant, to: ObjectRef): readonly string[] =>
  grant.spec.to.some((one) => one.kind === to.kind && (one.group ?? "") === to.group && (one.name === undefined || one.name === "" || one.name === to.name))
    ? []
    : grant.spec.to.map((one) => `to ${one.group ? `${one.group}/` : ""}${one.kind ?? "?"}${one.name ? ` ${one.name}` : ""}`);

/**
 * In words, at most two: grants in the namespace of the target that name another kind, group, namespace or name, and a
 * grant that would do but lies in the namespace of the reference, where it has no effect.
 */
export const grantMisses = (snapshot: Snapshot, from: From, to: ObjectRef): readonly string[] => {
  const near = inNamespace(snapshot, "ReferenceGrant", to.namespace).flatMap((grant) => {
    const [asks, gives] = [fromMisses(grant, from), toMisses(grant, to)];
    const wrong = [...asks, ...gives];
    return asks.length === 0 || gives.length === 0 ? [`${formatRef(refOf(grant))} is close, but permits references ${wrong.slice(0, 3).join(", ")} only.`] : [];
  });
  const misplaced = inNamespace(snapshot, "ReferenceGrant", from.namespace)
    .filter((grant) => toMisses(grant, to).length === 0 && grant.spec.from.some((one) => one.kind === from.kind))
    .map((grant) => `${formatRef(refOf(grant))} is in the wrong namespace: a grant counts in the namespace of what it gives access to.`);
  return [...near, ...misplaced].slice(0, 2);
};
