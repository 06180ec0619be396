import { find } from "../snapshot/find.ts";
import { ingressUses, type IngressUse } from "../topology/backends.ts";
import { findPort, formatPort, targetPortOf } from "../topology/ports.ts";
import type { Service } from "../topology/selection.ts";
import { defineCheck, type Finding } from "./check.ts";

/**
 * IngressServiceBackend.port names a port of the Service, never of the pods (networking/v1). A number is compared
 * with spec.ports[].port only: the usual unnamed port must not make every wrong number pass.
 */
export const IngressBackendPortNotFound = defineCheck({
  code: "IngressBackendPortNotFound",
  severity: "error",
  title: "An Ingress backend names a port that its Service does not have",
  about: ["Ingress"],
  reads: ["Service"],
  run: (ingress, snapshot) =>
    ingressUses(ingress).flatMap((use) => {
      const service = find(snapshot, "Service", ingress.metadata.namespace ?? "", use.backend.service?.name ?? "");
      return service.state === "found" && !findPort(service.object, use.backend.service?.port ?? {}) ? [finding(use, service.object)] : [];
    }),
});

const finding = (use: IngressUse, service: Service): Finding => {
  const { number, name } = use.backend.service?.port ?? {};
  const field = name === undefined ? "number" : "name";
  const wanted = name ?? number;
  const meant = service.spec.ports.find((port) => targetPortOf(port) === wanted) ?? (service.spec.ports.length === 1 ? service.spec.ports[0] : undefined);
  const confused = service.spec.ports.some((port) => targetPortOf(port) === wanted) ? ` ${wanted} is the targetPort: an Ingress names the Service's port.` : "";
  return {
    path: `${use.path}.service.port.${field}`,
    detail: `Service ${service.metadata.name} has no port ${wanted ?? "(none given)"}; it has ${service.spec.ports.map(formatPort).join(", ") || "no ports"}.${confused}`,
    fix: [`Set ${use.path}.service.port to ${meant ? (meant.name ? `name: ${meant.name}` : `number: ${meant.port}`) : "a port of the Service"}.`],
  };
};
