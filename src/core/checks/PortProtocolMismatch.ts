import { some } from "../notes/wording.ts";
import { backingKinds, backingOf, hasSelector } from "../topology/backing.ts";
import { containerPorts, formatPort, podSpecOf, protocolOf, targetPortOf } from "../topology/ports.ts";
import { defineCheck } from "./check.ts";

/** protocol is TCP where it is omitted, on both sides. A named port is found only under the same protocol. */
export const PortProtocolMismatch = defineCheck({
  code: "PortProtocolMismatch",
  severity: "warning",
  title: "A Service and its containers name different protocols for a port",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) =>
    !hasSelector(service) ? [] : service.spec.ports.flatMap((port, i) => {
      const target = targetPortOf(port);
      const same = backingOf(snapshot, service).makers.flatMap((maker) => containerPorts(podSpecOf(maker))).filter((one) => (typeof target === "string" ? one.name : one.containerPort) === target);
      if (same.length === 0 || same.some((one) => protocolOf(one) === protocolOf(port))) return [];
      const declared = some(same.map(protocolOf));
      return [{
        path: `spec.ports[${i}].protocol`,
        detail: `Port ${formatPort(port)} goes to ${target ?? ""}, which the containers declare for ${declared} only.${typeof target === "string" ? " A named port is found only under the same protocol: the endpoints have no such port." : ""}`,
        fix: [`Set protocol: ${protocolOf(same[0] ?? {})}, or add a port for both if the containers listen for both.`],
        ...(typeof target === "string" ? { severity: "error" as const } : {}),
      }];
    }),
});
