import { some } from "../notes/wording.ts";
import { backingKinds, backingOf, hasSelector } from "../topology/backing.ts";
import { formatPort } from "../topology/ports.ts";
import { resolvedNumbers } from "./declared-ports.ts";
import { defineCheck } from "./check.ts";

/** A name may mean another number in every pod: that is how a port number is changed without an outage. */
export const TargetPortDiffersAcrossPods = defineCheck({
  code: "TargetPortDiffersAcrossPods",
  severity: "info",
  title: "A named targetPort means different numbers in different pods",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) =>
    !hasSelector(service) ? [] : service.spec.ports.flatMap((port, i) => {
      const numbers = typeof port.targetPort === "string" ? resolvedNumbers(backingOf(snapshot, service), port) : [];
      return numbers.length < 2 ? [] : [{
        path: `spec.ports[${i}].targetPort`,
        detail: `Port ${formatPort(port)} goes to ${port.targetPort ?? ""}, which is ${some(numbers.map(String))} in different pods. Endpoints handle that; NetworkPolicies and load balancers that name one number do not.`,
        fix: ["Nothing to do during a rollout. Otherwise give the container port the same number everywhere."],
      }];
    }),
});
