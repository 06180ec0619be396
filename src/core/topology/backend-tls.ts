/** BackendTLSPolicies by what they are for. */
import { derived, groupBy } from "../snapshot/derived.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import { compareText } from "../snapshot/ref.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

export type BackendTLSPolicy = ObjectOf<"BackendTLSPolicy">;
type TargetRef = BackendTLSPolicy["spec"]["targetRefs"][number];

const keyOf = (policy: BackendTLSPolicy, { group = "", kind = "", name = "", sectionName = "" }: TargetRef): string =>
  [policy.metadata.namespace ?? "", group, kind, name, sectionName].join("\n");

const byTarget = derived((snapshot) =>
  groupBy(snapshot.objects.BackendTLSPolicy.flatMap((policy) => policy.spec.targetRefs.map((ref) => ({ policy, key: keyOf(policy, ref) }))), ({ key }) => key));

/** The policy that is in effect for a target: the oldest, then the first by name (backendtlspolicy_types.go, targetRefs). */
export const policyInEffect = (snapshot: Snapshot, policy: BackendTLSPolicy, ref: TargetRef): BackendTLSPolicy => {
  const all = (byTarget(snapshot).get(keyOf(policy, ref)) ?? []).map((one) => one.policy);
  return all.toSorted((a, b) =>
    compareText(a.metadata.creationTimestamp ?? "", b.metadata.creationTimestamp ?? "") || compareText(a.metadata.name ?? "", b.metadata.name ?? ""))[0] ?? policy;
};
