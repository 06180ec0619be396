import { conditionOf, formatCondition } from "../topology/conditions.ts";
import { defineCheck } from "./check.ts";

/** Browsers reuse a connection for every host that its certificate names (HTTP/2 coalescing): requests land on another listener. */
export const OverlappingTLSConfig = defineCheck({
  code: "OverlappingTLSConfig",
  severity: "warning",
  title: "Listeners with overlapping certificates or hostnames share a port",
  about: ["Gateway", "ListenerSet"],
  reads: [],
  run: (owner) =>
    owner.status.listeners.flatMap((status) => {
      const condition = conditionOf(status.conditions, "OverlappingTLSConfig", owner);
      const index = owner.spec.listeners.findIndex((listener) => listener.name === status.name);
      if (condition?.status !== "True" || index < 0) return [];
      return [{
        path: `spec.listeners[${index}]`,
        detail: `Listener ${status.name}: ${formatCondition(condition)} Clients that reuse a connection get 404 or 421 for hosts of the other listener.`,
        fix: ["Give each listener a certificate that names its own hosts only, or join the listeners into one."],
      }];
    }),
});
