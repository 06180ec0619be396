import { find } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { BackendTLSPolicy } from "../topology/backend-tls.ts";
import { failing, formatCondition } from "../topology/conditions.ts";
import { defineCheck, type Finding } from "./check.ts";

/** With an invalid policy the connection to the backend is refused by the Gateway: clients get 502 or 503, never plain HTTP. */
export const BackendTLSPolicyInvalid = defineCheck({
  code: "BackendTLSPolicyInvalid",
  severity: "error",
  title: "A BackendTLSPolicy cannot be used",
  about: ["BackendTLSPolicy"],
  reads: ["ConfigMap"],
  run: (policy, snapshot) => {
    const own = [...withoutCA(policy), ...missingCAs(policy, snapshot)];
    return own.length > 0 ? own : refusals(policy);
  },
});

const withoutCA = ({ spec: { validation } }: BackendTLSPolicy): readonly Finding[] =>
  (validation?.caCertificateRefs.length ?? 0) > 0 || validation?.wellKnownCACertificates !== undefined
    ? []
    : [{ path: "spec.validation", detail: "Neither caCertificateRefs nor wellKnownCACertificates is set: no certificate of the backend can be trusted.", fix: ["Set wellKnownCACertificates to System for public CAs, or name a ConfigMap with ca.crt in caCertificateRefs."] }];

const missingCAs = ({ metadata: { namespace = "" }, spec }: BackendTLSPolicy, snapshot: Snapshot): readonly Finding[] =>
  (spec.validation?.caCertificateRefs ?? []).flatMap((ref, i): readonly Finding[] => {
    if (ref.kind !== "ConfigMap" || (ref.group ?? "") !== "") return [];
    if (find(snapshot, "ConfigMap", namespace, ref.name ?? "").state !== "missing") return [];
    return [{ path: `spec.validation.caCertificateRefs[${i}]`, detail: `There is no ConfigMap ${ref.name} in namespace ${namespace}.`, fix: [`Create ConfigMap ${ref.name} with the CA certificate under ca.crt, or correct the name.`] }];
  });

/** Conflicted is a matter of two policies: PolicyConflict speaks of it. */
const refusals = (policy: BackendTLSPolicy): readonly Finding[] =>
  policy.status.ancestors.flatMap(({ conditions, controllerName, ancestorRef }, i) => {
    const condition = [failing(conditions, "Accepted", policy), failing(conditions, "ResolvedRefs", policy)].find((one) => one && one.reason !== "Conflicted" && one.reason !== "Pending");
    return condition ? [{ path: `status.ancestors[${i}]`, detail: `At ${ancestorRef?.kind ?? "Gateway"} ${ancestorRef?.name ?? "?"} ${controllerName ?? "the controller"} says ${formatCondition(condition)}`, fix: ["Correct what the message names."] }] : [];
  });
