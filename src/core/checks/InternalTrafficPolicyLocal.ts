import { count, kubectl, some } from "../notes/wording.ts";
import { derived } from "../snapshot/derived.ts";
import { gapFor } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { isRefusal } from "../topology/backing.ts";
import { conditionsOf, endpointsOf } from "../topology/endpoints.ts";
import type { Service } from "../topology/selection.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";

/** With internalTrafficPolicy Local a pod reaches only endpoints on its own node; elsewhere the Service answers nothing. */
export const InternalTrafficPolicyLocal = defineCheck({
  code: "InternalTrafficPolicyLocal",
  severity: "warning",
  title: "Clients on nodes without a ready pod get no answer",
  about: ["Service"],
  reads: ["EndpointSlice", "Endpoints", "Node"],
  ways: ["ClusterIP"],
  run: (service, snapshot) => {
    if (service.spec.internalTrafficPolicy !== "Local" || service.spec.type === "ExternalName") return [];
    const view = endpointsOf(snapshot, service);
    const gap = view.state === "unknown" ? view.because : gapFor(snapshot, "Node");
    if (gap) return isRefusal(gap) ? [finding(service, "Which nodes have one is not known.", undecided(gap))] : [];
    const slices = view.state === "known" ? view.slices : [];
    const covered = new Set(slices.flatMap((slice) => slice.endpoints).filter((one) => conditionsOf(one).ready).flatMap((one) => one.nodeName ?? []));
    const bare = nodeNames(snapshot).filter((name) => !covered.has(name));
    // Without any ready endpoint the policy is not what is wrong.
    return covered.size === 0 || bare.length === 0 ? [] : [finding(service, `${count(covered.size, "node")} ${covered.size === 1 ? "has" : "have"} one; ${some(bare)} ${bare.length === 1 ? "has" : "have"} none.`)];
  },
});

const nodeNames = derived((snapshot: Snapshot): readonly string[] => snapshot.objects.Node.flatMap((node) => node.metadata.name ?? []));

const finding = (service: Service, which: string, unknown?: string): Finding => ({
  path: "spec.internalTrafficPolicy",
  detail: `With internalTrafficPolicy Local clients in the cluster are only served by a ready pod on their own node. ${which}`,
  fix: [
    "Keep Local only for a pod on every node (a DaemonSet).",
    kubectl(service.metadata.namespace ?? "", "patch", "service", service.metadata.name ?? "", "-p", '{"spec":{"internalTrafficPolicy":"Cluster"}}'),
  ],
  ...(unknown === undefined ? {} : { unknown }),
});
