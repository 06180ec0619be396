import { failing, formatCondition } from "../topology/conditions.ts";
import { defineCheck } from "./check.ts";
import { kubectl } from "../notes/wording.ts";

/** Read only where it speaks of the present spec; a controller that has not looked yet (Pending) has refused nothing. */
export const GatewayNotAccepted = defineCheck({
  code: "GatewayNotAccepted",
  severity: "error",
  title: "The controller does not accept the Gateway",
  about: ["Gateway"],
  reads: [],
  run: (gateway) => {
    const condition = failing(gateway.status.conditions, "Accepted", gateway);
    if (!condition || condition.reason === "Pending") return [];
    return [{
      path: pathOf[condition.reason ?? ""] ?? "",
      detail: `The controller says ${formatCondition(condition)}`,
      fix: ["Correct what the message names.", kubectl(gateway.metadata.namespace ?? "", "describe", "gateway", gateway.metadata.name ?? "")],
    }];
  },
});

/** Reasons of the Gateway condition Accepted that point at a field. */
const pathOf: Readonly<Record<string, string>> = {
  InvalidParameters: "spec.infrastructure.parametersRef",
  ListenersNotValid: "spec.listeners",
  UnsupportedAddress: "spec.addresses",
};
