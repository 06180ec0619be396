import { kubectl, some } from "../notes/wording.ts";
import { find } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type EndpointSlice, endpointsOf } from "../topology/endpoints.ts";
import { defineCheck } from "./check.ts";

const MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
const MIRRORED = "endpointslicemirroring-controller.k8s.io";

/** Slices that no controller keeps up to date. Those of other controllers carry their name in the label. */
const isByHand = ({ metadata }: EndpointSlice): boolean => [undefined, "", MIRRORED].includes(metadata.labels[MANAGED_BY]);

/** Nobody removes an address that was written by hand when what it leads to is gone. */
export const EndpointsUnmanaged = defineCheck({
  code: "EndpointsUnmanaged",
  severity: "info",
  title: "A Service's endpoints are maintained by hand",
  about: ["Service"],
  reads: ["EndpointSlice", "Endpoints", "Pod"],
  run: (service, snapshot) => {
    const [namespace, name] = [service.metadata.namespace ?? "", service.metadata.name ?? ""];
    // The API server itself keeps those of its own Service, without a label.
    if (Object.keys(service.spec.selector).length > 0 || (namespace === "default" && name === "kubernetes")) return [];
    const view = endpointsOf(snapshot, service);
    const slices = view.state === "known" ? view.slices.filter(isByHand) : [];
    const endpoints = slices.flatMap((slice) => slice.endpoints);
    if (endpoints.length === 0) return [];
    const gone = endpoints.filter((one) => one.targetRef?.kind === "Pod" && isGone(snapshot, one.targetRef.namespace ?? namespace, one.targetRef.name ?? ""));
    const addresses = (gone.length > 0 ? gone : endpoints).flatMap((one) => one.addresses);
    return [{
      path: "spec.selector",
      detail: gone.length > 0
        ? `${some(gone.map((one) => one.targetRef?.name ?? ""))} (${some(addresses)}) is named as an endpoint, but there is no such pod.`
        : `Traffic goes to ${some(addresses)}, written by hand: no controller notices when they no longer answer.`,
      fix: gone.length > 0
        ? ["Give spec.selector the labels of the pods, and Kubernetes keeps the endpoints.", kubectl(namespace, "get", "endpointslices", "-l", `kubernetes.io/service-name=${name}`)]
        : ["Nothing to do while the addresses are right."],
      ...(gone.length > 0 ? { severity: "warning" as const } : {}),
    }];
  },
});

const isGone = (snapshot: Snapshot, namespace: string, name: string): boolean => find(snapshot, "Pod", namespace, name).state === "missing";
