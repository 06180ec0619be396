import { count, kubectl } from "../notes/wording.ts";
import { formatLabels } from "../topology/labels.ts";
import { endpointsOf } from "../topology/endpoints.ts";
import { defineCheck } from "./check.ts";

/** When no endpoint is ready kube-proxy falls back to those that terminate and still serve; most ingress controllers do not. */
export const EndpointsTerminating = defineCheck({
  code: "EndpointsTerminating",
  severity: "warning",
  title: "Only terminating pods still serve a Service",
  about: ["Service"],
  reads: ["EndpointSlice", "Endpoints"],
  run: (service, snapshot) => {
    const view = endpointsOf(snapshot, service);
    if (view.state === "unknown" || view.readiness.ready > 0 || view.readiness.servingTerminating === 0) return [];
    const { servingTerminating, total } = view.readiness;
    return [{
      path: "spec.selector",
      detail: `No endpoint is ready${total > 0 ? ` (0 of ${total})` : ""}; ${count(servingTerminating, "terminating pod")} still ${servingTerminating === 1 ? "answers" : "answer"} until ${servingTerminating === 1 ? "it is" : "they are"} gone. Proxies that leave terminating pods out fail already.`,
      fix: [kubectl(service.metadata.namespace ?? "", "get", "pods", "-l", formatLabels(service.spec.selector)), "Find out why no new pod becomes ready, and let a rollout wait for one (maxUnavailable: 0)."],
    }];
  },
});
