import { kubectl } from "../notes/wording.ts";
import { protocolOf } from "../topology/ports.ts";
import type { Service } from "../topology/selection.ts";
import { defineCheck, type Finding } from "./check.ts";

/** What the provider wrote into status: PortStatus.error and the condition LoadBalancerPortsError (core/v1). */
export const LoadBalancerError = defineCheck({
  code: "LoadBalancerError",
  severity: "error",
  title: "The load balancer could not serve a port",
  about: ["Service"],
  reads: [],
  ways: ["LoadBalancer"],
  run: (service) => {
    if (service.spec.type !== "LoadBalancer") return [];
    const ports = portErrors(service);
    return ports.length > 0 ? ports : conditionErrors(service);
  },
});

const fix = (service: Service): readonly string[] => [
  "Correct the port or the annotation that the message names. Where TCP and UDP cannot share a load balancer, make one Service for each protocol.",
  kubectl(service.metadata.namespace ?? "", "describe", "service", service.metadata.name ?? ""),
];

const portErrors = (service: Service): readonly Finding[] => {
  const errors = new Map<string, Finding>();
  for (const { port, protocol = "TCP", error } of (service.status.loadBalancer?.ingress ?? []).flatMap((one) => one.ports)) {
    if (!error) continue;
    const index = service.spec.ports.findIndex((one) => one.port === port && protocolOf(one) === protocol);
    const path = index < 0 ? "status.loadBalancer.ingress" : `spec.ports[${index}]`;
    errors.set(`${port}/${protocol}`, { path, detail: `The provider reports ${error} for port ${port}/${protocol}.`, fix: fix(service) });
  }
  return [...errors.values()];
};

const conditionErrors = (service: Service): readonly Finding[] =>
  service.status.conditions
    .filter((one) => one.type === "LoadBalancerPortsError" && one.status === "True")
    .map((one) => ({ path: "spec.ports", detail: `Condition LoadBalancerPortsError is True (${one.reason ?? "no reason given"}): ${one.message ?? ""}`, fix: fix(service) }));
