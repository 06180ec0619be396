import { backingKinds, backingOf, hasSelector } from "../topology/backing.ts";
import { formatPort } from "../topology/ports.ts";
import { defineCheck } from "./check.ts";
import { formatContainerPorts, isDefaulted, undeclared } from "./declared-ports.ts";

/**
 * containerPort is documentation: a container may listen on others (Container.ports in core/v1). Only where a readiness
 * probe shows on which port somebody listens is another target more than a remark.
 */
export const TargetPortNotDeclared = defineCheck({
  code: "TargetPortNotDeclared",
  severity: "info",
  title: "A Service sends to a port that its containers do not declare",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) =>
    !hasSelector(service) ? [] : service.spec.ports.flatMap((port, i) => {
      const found = isDefaulted(port) ? undefined : undeclared(backingOf(snapshot, service), port);
      if (!found) return [];
      const probed = found.probed === undefined ? "" : ` Their readiness probe asks ${found.probed}.`;
      return [{
        path: `spec.ports[${i}].targetPort`,
        detail: `Port ${formatPort(port)} goes to ${found.target}; the containers declare ${formatContainerPorts(found.ports)}.${probed} That is legal, and works only if they listen on ${found.target} as well.`,
        fix: [`If not, set targetPort to ${found.probed ?? "the port on which they listen"}.`],
        ...(found.probed === undefined ? {} : { severity: "warning" as const }),
      }];
    }),
});
