import { find } from "../snapshot/find.ts";
import { kubectl } from "../notes/wording.ts";
import { isRefusal } from "../topology/backing.ts";
import { isService } from "../topology/backends.ts";
import { meantInstead } from "../topology/namesakes.ts";
import { formatPort } from "../topology/ports.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";

/** Targets are in the policy's own namespace; sectionName is the name of a port, never its number. */
export const BackendTLSPolicyTargetNotFound = defineCheck({
  code: "BackendTLSPolicyTargetNotFound",
  severity: "warning",
  title: "A BackendTLSPolicy is for a Service or a port that does not exist",
  about: ["BackendTLSPolicy"],
  reads: ["Service"],
  run: (policy, snapshot) =>
    policy.spec.targetRefs.flatMap((ref, i): readonly Finding[] => {
      if (!isService(ref)) return [];
      const path = `spec.targetRefs[${i}]`;
      const { name = "", sectionName } = ref;
      const namespace = policy.metadata.namespace ?? "";
      const service = find(snapshot, "Service", namespace, name);
      if (service.state === "unknown") {
        return isRefusal(service.because) ? [{ path: `${path}.name`, detail: `It is not known whether Service ${namespace}/${name} exists.`, fix: [kubectl(namespace, "get", "service", name)], unknown: undecided(service.because) }] : [];
      }
      if (service.state === "missing") {
        return [{ path: `${path}.name`, detail: `There is no Service ${name} in namespace ${namespace}: the policy does nothing for it.${meantInstead(snapshot, "Service", namespace, name)}`, fix: [`Correct ${path}.name, or put the policy into the namespace of the Service.`] }];
      }
      if (sectionName === undefined || service.object.spec.ports.some((port) => port.name === sectionName)) return [];
      return [{ path: `${path}.sectionName`, detail: `Service ${name} has no port named ${sectionName}; it has ${service.object.spec.ports.map(formatPort).join(", ") || "no ports"}.`, fix: [`Set ${path}.sectionName to the name of a port, or leave it out for all ports.`] }];
    }),
});
