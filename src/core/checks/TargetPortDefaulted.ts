import { backingKinds, backingOf, hasSelector } from "../topology/backing.ts";
import { formatPort } from "../topology/ports.ts";
import { defineCheck } from "./check.ts";
import { formatContainerPorts, isDefaulted, undeclared } from "./declared-ports.ts";

/** An omitted targetPort means the Service's own port number; the API server fills it in, so an equal number counts too. */
export const TargetPortDefaulted = defineCheck({
  code: "TargetPortDefaulted",
  severity: "info",
  title: "A Service sends to its own port number, which its containers do not declare",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) =>
    !hasSelector(service) ? [] : service.spec.ports.flatMap((port, i) => {
      const found = isDefaulted(port) ? undeclared(backingOf(snapshot, service), port) : undefined;
      if (!found) return [];
      const ports = formatContainerPorts(found.ports);
      const numbers = new Set(found.ports.map((one) => one.containerPort));
      const meant = found.probed ?? (numbers.size === 1 ? [...numbers][0] : undefined);
      return [{
        path: `spec.ports[${i}].targetPort`,
        detail: `Port ${formatPort(port)} ${port.targetPort === undefined ? "has no targetPort and so goes" : "goes"} to ${found.target}; the containers declare ${ports}${found.probed === undefined ? "" : `, and their readiness probe asks ${found.probed}`}.`,
        fix: [`Set targetPort to ${meant ?? "the port on which the containers listen"}, unless they listen on ${found.target} as well.`],
        ...(found.probed === undefined ? {} : { severity: "warning" as const }),
      }];
    }),
});
