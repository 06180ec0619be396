import type { Snapshot } from "../snapshot/snapshot.ts";
import { backingKinds, servicesOf } from "../topology/backing.ts";
import { podSpecOf } from "../topology/ports.ts";
import type { Pod, Workload } from "../topology/selection.ts";
import { defineCheck, type Finding } from "./check.ts";

/** dnsPolicy ClusterFirst does not hold on the node's network; ClusterFirstWithHostNet does (PodSpec.dnsPolicy in core/v1). */
export const ClusterDNSNotUsed = defineCheck({
  code: "ClusterDNSNotUsed",
  severity: "info",
  title: "Pods do not ask the cluster's DNS",
  about: ["DaemonSet", "Deployment", "Pod", "StatefulSet"],
  reads: [...backingKinds, "Service"],
  run: (object, snapshot) => {
    const isOwned = object.metadata.ownerReferences.some((owner) => owner.controller === true);
    return isOwned || object.metadata.namespace === "kube-system" ? [] : findings(object, snapshot);
  },
});

const findings = (object: Pod | Workload, snapshot: Snapshot): readonly Finding[] => {
  const spec = podSpecOf(object);
  const at = `${object.kind === "Pod" ? "" : "spec.template."}spec.dnsPolicy`;
  if (spec.dnsPolicy === "None" && !spec.dnsConfig?.nameservers.length) {
    return [{ path: at, detail: "dnsPolicy None needs dnsConfig.nameservers; without any the API server refuses the pods.", fix: ["Add dnsConfig.nameservers, or remove dnsPolicy."], severity: "error" }];
  }
  const why = nodeResolver(spec);
  // What answers and calls nobody (a DNS server, a node agent) needs no names: only what stands behind a Service is mentioned.
  if (why === undefined || servicesOf(snapshot, object).length === 0) return [];
  return [{
    path: at,
    detail: `${why} means the node's resolver: the pods find no Service by name.`,
    fix: [`Set dnsPolicy to ${spec.hostNetwork === true ? "ClusterFirstWithHostNet" : "ClusterFirst"} if the pods call other Services.`],
  }];
};

const nodeResolver = ({ dnsPolicy = "ClusterFirst", hostNetwork }: Pod["spec"]): string | undefined => {
  if (dnsPolicy === "Default") return "dnsPolicy Default";
  return dnsPolicy === "ClusterFirst" && hostNetwork === true ? "With hostNetwork, dnsPolicy ClusterFirst" : undefined;
};
