import { kubectl } from "../notes/wording.ts";
import { ageOf, type Condition, conditionOf, failing, formatCondition } from "../topology/conditions.ts";
import type { Gateway } from "../topology/listeners.ts";
import { defineCheck, type Finding } from "./check.ts";

/** Load balancers take a few minutes; a Gateway that waits for longer than this is stuck. */
const PATIENCE_SECONDS = 300;

/** Accepted is about the spec, Programmed about the data plane: without it nothing listens, or not for the present spec. */
export const GatewayNotProgrammed = defineCheck({
  code: "GatewayNotProgrammed",
  severity: "error",
  title: "The Gateway is accepted, but its data plane is not ready",
  about: ["Gateway"],
  reads: [],
  run: (gateway, snapshot) => {
    const { conditions } = gateway.status;
    const condition = conditionOf(conditions, "Programmed", gateway);
    if (!condition || condition.status === "True" || failing(conditions, "Accepted", gateway)) return [];
    const isWaiting = condition.reason === "Pending" || condition.status === "Unknown";
    if (isWaiting && (ageOf(snapshot, gateway) ?? 0) < PATIENCE_SECONDS) return [];
    // An older data plane may still serve while the new one is made.
    return [{ ...finding(gateway, condition), ...(isWaiting ? { severity: "warning" as const } : {}) }];
  },
});

const finding = ({ metadata, spec }: Gateway, condition: Condition): Finding => ({
  path: condition.reason?.startsWith("Address") && spec.addresses.length > 0 ? "spec.addresses" : "",
  detail: `The controller says ${formatCondition(condition)}`,
  fix: [remedies[condition.reason ?? ""] ?? "Look into the log of the controller.", kubectl(metadata.namespace ?? "", "describe", "gateway", metadata.name ?? "")],
});

const remedies: Readonly<Record<string, string>> = {
  AddressNotAssigned: "See why the Service of the Gateway has no address: a cluster without a load balancer gives none.",
  AddressNotUsable: "Ask for an address in spec.addresses that is free and belongs to the cluster's network, or leave spec.addresses out.",
  NoResources: "Give the controller what it lacks (nodes, quota, addresses).",
};
