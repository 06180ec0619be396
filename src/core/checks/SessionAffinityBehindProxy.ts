import { some } from "../notes/wording.ts";
import { formatRef } from "../snapshot/ref.ts";
import { refOf } from "../snapshot/snapshot.ts";
import { ingressUsesOf, routeUsesOf } from "../topology/backends.ts";
import { defineCheck } from "./check.ts";

/** kube-proxy tells clients apart by address. Behind a proxy there is one client: the proxy; and most do not even ask kube-proxy. */
export const SessionAffinityBehindProxy = defineCheck({
  code: "SessionAffinityBehindProxy",
  severity: "info",
  title: "Session affinity by client address has no use behind a proxy",
  about: ["Service"],
  reads: ["GRPCRoute", "HTTPRoute", "Ingress", "TCPRoute", "TLSRoute", "UDPRoute"],
  run: (service, snapshot) => {
    if (service.spec.sessionAffinity !== "ClientIP") return [];
    const uses = [...ingressUsesOf(snapshot, service).map((use) => use.ingress), ...routeUsesOf(snapshot, service).map((use) => use.route)];
    if (uses.length === 0) return [];
    return [{
      path: "spec.sessionAffinity",
      detail: `sessionAffinity: ClientIP does not hold for clients that come through ${some(uses.map((one) => formatRef(refOf(one))))}: the proxy picks the pod itself, or is the one client that the Service sees.`,
      fix: ["Ask the proxy for affinity: a cookie annotation of the Ingress controller, or sessionPersistence in the route."],
    }];
  },
});
