import { kubectl, some } from "../notes/wording.ts";
import { inNamespace } from "../snapshot/find.ts";
import { backingKinds, backingOf, hasSelector } from "../topology/backing.ts";
import { type CiliumPolicy, maySelect, restrictsIngress } from "../topology/cilium.ts";
import type { Pod, Workload } from "../topology/selection.ts";
import { defineCheck } from "./check.ts";

/** Policies of other makers have a language of their own: that they are there is known, what they mean is not. */
export const ForeignPolicyPresent = defineCheck({
  code: "ForeignPolicyPresent",
  severity: "error",
  title: "A network policy that is not evaluated may keep clients from the pods",
  about: ["Service"],
  reads: [...backingKinds, "CiliumNetworkPolicy"],
  evidence: ["CiliumNetworkPolicy"],
  run: (service, snapshot) => {
    if (!hasSelector(service)) return [];
    const namespace = service.metadata.namespace ?? "";
    const labels = backingOf(snapshot, service).makers.map(labelsOf);
    const policies = inNamespace(snapshot, "CiliumNetworkPolicy", namespace).filter((policy: CiliumPolicy) => restrictsIngress(policy) && labels.some((one) => maySelect(policy, one)));
    if (policies.length === 0) return [];
    const names = policies.map((policy) => policy.metadata.name ?? "");
    return [{
      path: "spec.selector",
      detail: `CiliumNetworkPolicy ${some(names)} ${names.length === 1 ? "selects" : "select"} pods behind it and ${names.length === 1 ? "restricts" : "restrict"} what comes in.`,
      fix: names.slice(0, 2).map((name) => kubectl(namespace, "describe", "ciliumnetworkpolicy", name)),
      unknown: "CiliumNetworkPolicies are not evaluated; read whether they let the client in",
    }];
  },
});

const labelsOf = (maker: Pod | Workload): Readonly<Record<string, string>> =>
  maker.kind === "Pod" ? maker.metadata.labels : maker.spec.template.metadata.labels;
