import { count, kubectl, some } from "../notes/wording.ts";
import { derived } from "../snapshot/derived.ts";
import { gapFor } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { isRefusal } from "../topology/backing.ts";
import { conditionsOf, type EndpointSlice, endpointsOf } from "../topology/endpoints.ts";
import type { Service } from "../topology/selection.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";

/**
 * With externalTrafficPolicy Local a node passes external traffic to its own pods only (ServiceSpec in core/v1). A node
 * without a ready one drops what arrives at its node port; load balancers leave such a node out by its health check.
 */
export const ExternalTrafficPolicyLocal = defineCheck({
  code: "ExternalTrafficPolicyLocal",
  severity: "warning",
  title: "Nodes without a ready pod drop external traffic",
  about: ["Service"],
  reads: ["EndpointSlice", "Endpoints", "Node"],
  ways: ["LoadBalancer", "NodePort"],
  run: (service, snapshot) => {
    if (service.spec.externalTrafficPolicy !== "Local" || !["NodePort", "LoadBalancer"].includes(service.spec.type ?? "")) return [];
    const view = endpointsOf(snapshot, service);
    const gap = view.state === "unknown" ? view.because : gapFor(snapshot, "Node");
    if (gap) return isRefusal(gap) ? [finding(service, "Which nodes have one is not known.", undecided(gap))] : [];
    const slices = view.state === "known" ? view.slices : [];
    const [good, bad] = split(snapshot, slices);
    // Without any ready endpoint the policy is not what is wrong.
    return good === 0 || bad.length === 0 ? [] : [finding(service, `${count(good, "node")} ${good === 1 ? "has" : "have"} one; ${some(bad)} ${bad.length === 1 ? "has" : "have"} none.`)];
  },
});

const nodeNames = derived((snapshot): readonly string[] => snapshot.objects.Node.flatMap((node) => node.metadata.name ?? []));

/** How many nodes have a ready endpoint, and which have none. */
const split = (snapshot: Snapshot, slices: readonly EndpointSlice[]): readonly [number, readonly string[]] => {
  const ready = new Set(slices.flatMap((slice) => slice.endpoints).filter((one) => conditionsOf(one).ready).flatMap((one) => one.nodeName ?? []));
  return [ready.size, nodeNames(snapshot).filter((name) => !ready.has(name))];
};

const finding = (service: Service, which: string, unknown?: string): Finding => {
  const isBalanced = service.spec.type === "LoadBalancer";
  return {
    path: "spec.externalTrafficPolicy",
    detail: `With externalTrafficPolicy Local a node only serves external clients from a ready pod of its own. ${which}${isBalanced ? " The load balancer leaves nodes without one out by their health check." : ""}`,
    fix: [
      "Keep Local where the pods must see client addresses, and run a pod on every node that clients use (a DaemonSet, or topologySpreadConstraints).",
      kubectl(service.metadata.namespace ?? "", "patch", "service", service.metadata.name ?? "", "-p", '{"spec":{"externalTrafficPolicy":"Cluster"}}'),
    ],
    ...(isBalanced ? { severity: "info" as const } : {}),
    ...(unknown === undefined ? {} : { unknown }),
  };
};
