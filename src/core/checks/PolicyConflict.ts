import { formatRef } from "../snapshot/ref.ts";
import { refOf } from "../snapshot/snapshot.ts";
import { policyInEffect } from "../topology/backend-tls.ts";
import { defineCheck } from "./check.ts";

/** Of several policies for one target only the oldest is in effect, then the first by name; the others are Conflicted. */
export const PolicyConflict = defineCheck({
  code: "PolicyConflict",
  severity: "warning",
  title: "Another policy is in effect for the same target",
  about: ["BackendTLSPolicy"],
  reads: [],
  run: (policy, snapshot) =>
    policy.spec.targetRefs.flatMap((ref, i) => {
      const winner = policyInEffect(snapshot, policy, ref);
      if (winner === policy) return [];
      const isKnown = winner.metadata.creationTimestamp !== undefined && policy.metadata.creationTimestamp !== undefined;
      return [{
        path: `spec.targetRefs[${i}]`,
        detail: `${formatRef(refOf(winner))} is for ${ref.kind} ${ref.name}${ref.sectionName ? `, port ${ref.sectionName},` : ""} too${isKnown ? " and goes first: this one has no effect there" : "; the older one goes first"}.`,
        fix: ["Join the two policies into one, or let each name another port in sectionName."],
        ...(isKnown ? {} : { unknown: "which of the two policies is older is not known: manifests have no creation time" }),
      }];
    }),
});
