import { find } from "../snapshot/find.ts";
import { formatPort } from "../topology/ports.ts";
import { defineCheck } from "./check.ts";
import { inClusterName } from "./external-name.ts";

/** A CNAME gives another name and nothing else: no port mapping, and the client's Host header and SNI stay the alias. */
export const ExternalNameInCluster = defineCheck({
  code: "ExternalNameInCluster",
  severity: "info",
  title: "An ExternalName Service is an alias for a Service of the cluster",
  about: ["Service"],
  reads: [],
  run: (service, snapshot) => {
    const target = service.spec.type === "ExternalName" ? inClusterName(service.spec.externalName ?? "") : undefined;
    const found = target && find(snapshot, "Service", target.namespace, target.name);
    // One that leads to itself leads nowhere: ExternalNameTargetInvalid.
    if (!target || found?.state !== "found" || found.object === service) return [];
    const ports = found.object.spec.ports.map(formatPort).join(", ");
    return [{
      path: "spec.externalName",
      detail: `It is an alias for Service ${target.namespace}/${target.name}: clients use that Service's ports (${ports || "none"}), and keep sending the alias as Host and in TLS.`,
      fix: ["Nothing to do if clients know that. An Ingress or a route reaches the Service itself, from another namespace by a ReferenceGrant."],
    }];
  },
});
