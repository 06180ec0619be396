/** ReferenceGrants, compiled once into a set of what may refer to what. */
import type { Verdict } from "../notes/note.ts";
import { derived } from "../snapshot/derived.ts";
import { gapFor } from "../snapshot/find.ts";
import type { Gap, Snapshot } from "../snapshot/snapshot.ts";
import type { ObjectRef } from "../snapshot/ref.ts";

const GATEWAY_GROUP = "gateway.networking.k8s.io";

const keyOf = (from: { group: string; kind: string; namespace: string }, to: { group: string; kind: string; namespace: string }, name: string): string =>
  [from.group, from.kind, from.namespace, to.group, to.kind, to.namespace, name].join("\n");

/** An absent `to[].name` permits every object of the kind: the empty name stands for that. */
const permitted = derived((snapshot): ReadonlySet<string> => {
  const keys = snapshot.objects.ReferenceGrant.flatMap((grant) =>
    grant.spec.from.flatMap((from) =>
      grant.spec.to.map((to) =>
        keyOf(
          { group: from.group ?? "", kind: from.kind ?? "", namespace: from.namespace ?? "" },
          { group: to.group ?? "", kind: to.kind ?? "", namespace: grant.metadata.namespace ?? "" },
          to.name ?? "",
        ))));
  return new Set(keys);
});

export interface Permission { readonly verdict: Verdict; readonly because?: Gap }

/**
 * Whether `from` may refer to `to`: always within a namespace, else only by a ReferenceGrant in the namespace of `to`
 * that names group, kind and namespace of `from`, and group, kind and (if it names one) the name of `to`
 * (gateway-api referencegrant_types.go).
 */
export const mayRefer = (snapshot: Snapshot, from: Omit<ObjectRef, "name">, to: ObjectRef): Permission => {
  if (from.namespace === to.namespace) return { verdict: "yes" };
  const set = permitted(snapshot);
  if (set.has(keyOf(from, to, to.name)) || set.has(keyOf(from, to, ""))) return { verdict: "yes" };
  const because = gapFor(snapshot, "ReferenceGrant", to.namespace);
  // Without the CRD there can be no grant.
  return because && because.reason !== "NotInstalled" ? { verdict: "unknown", because } : { verdict: "no" };
};

/** The grant that would permit a reference, as YAML to copy. */
export const grantFor = (from: Omit<ObjectRef, "name">, to: ObjectRef): string =>
  [
    `apiVersion: ${GATEWAY_GROUP}/v1beta1`,
    "kind: ReferenceGrant",
    `metadata: {name: allow-${from.namespace}, namespace: ${to.namespace}}`,
    "spec:",
    `  from: [{group: ${from.group === "" ? '""' : from.group}, kind: ${from.kind}, namespace: ${from.namespace}}]`,
    `  to: [{group: ${to.group === "" ? '""' : to.group}, kind: ${to.kind}, name: ${to.name}}]`,
  ].join("\n");
