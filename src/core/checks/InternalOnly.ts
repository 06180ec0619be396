import { gapFor } from "../snapshot/find.ts";
import { routeKinds } from "../snapshot/kinds.ts";
import { ingressUsesOf, routeUsesOf } from "../topology/backends.ts";
import { isRefusal } from "../topology/backing.ts";
import type { Service } from "../topology/selection.ts";
import { defineCheck, undecided } from "./check.ts";

/** The default type has an address inside the cluster only; whether that is meant, the objects do not say. */
export const InternalOnly = defineCheck({
  code: "InternalOnly",
  severity: "info",
  title: "Only pods in the cluster reach this Service",
  about: ["Service"],
  reads: ["Ingress", ...routeKinds],
  ways: ["ClusterIP", "Headless"],
  run: (service, snapshot) => {
    if (!isInside(service) || ingressUsesOf(snapshot, service).length > 0 || routeUsesOf(snapshot, service).length > 0) return [];
    const namespace = service.metadata.namespace ?? "";
    const gap = (["Ingress", ...routeKinds] as const).map((kind) => gapFor(snapshot, kind, namespace)).find(isRefusal);
    return [{
      path: "spec.type",
      detail: `Service ${service.metadata.name} is ${service.spec.clusterIP === "None" ? "headless" : "a ClusterIP Service"}, and no Ingress or Gateway API route sends traffic to it.`,
      fix: [
        "Nothing, if only pods need it.",
        "For clients outside the cluster, add an HTTPRoute or an Ingress with this Service as its backend.",
      ],
      ...(gap ? { unknown: undecided(gap) } : {}),
    }];
  },
});

const isInside = ({ metadata, spec }: Service): boolean =>
  (spec.type ?? "ClusterIP") === "ClusterIP" && spec.externalIPs.length === 0 && spec.ports.length > 0 &&
  !(metadata.namespace === "default" && metadata.name === "kubernetes");
