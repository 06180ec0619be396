import { derived } from "../snapshot/derived.ts";
import { find } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { ingressUses, type IngressUse } from "../topology/backends.ts";
import { controllerOf, nginxAnnotation } from "../topology/ingress-controllers.ts";
import { findPort, type ServicePort } from "../topology/ports.ts";
import { defineCheck, type Finding } from "./check.ts";

/** What a Service says about its pods by appProtocol (core/v1), in the words of backend-protocol. */
const spoken: Readonly<Record<string, readonly string[]>> = {
  grpc: ["GRPC"],
  http: ["HTTP", "AUTO_HTTP"],
  https: ["HTTPS", "GRPCS", "AUTO_HTTP"],
  "kubernetes.io/h2c": ["GRPC", "HTTP"],
  "kubernetes.io/ws": ["HTTP", "AUTO_HTTP"],
  "kubernetes.io/wss": ["HTTPS", "AUTO_HTTP"],
};

/** ingress-nginx speaks what backend-protocol says, HTTP by default, and does not look at appProtocol. */
export const BackendProtocolMismatch = defineCheck({
  code: "BackendProtocolMismatch",
  severity: "warning",
  title: "The controller speaks another protocol than the Service's port",
  about: ["Ingress"],
  reads: ["IngressClass", "Service"],
  run: (ingress, snapshot) => {
    if (!anyAppProtocol(snapshot) || controllerOf(snapshot, ingress)?.name !== "ingress-nginx") return [];
    const protocol = (nginxAnnotation(snapshot, ingress, "backend-protocol") ?? "HTTP").trim().toUpperCase();
    return ingressUses(ingress).flatMap((use) => mismatch(snapshot, use, protocol) ?? []);
  },
});

const anyAppProtocol = derived((snapshot): boolean => snapshot.objects.Service.some((service) => service.spec.ports.some((port) => port.appProtocol !== undefined)));

const portOf = (snapshot: Snapshot, { ingress, backend }: IngressUse): ServicePort | undefined => {
  const service = find(snapshot, "Service", ingress.metadata.namespace ?? "", backend.service?.name ?? "");
  return service.state === "found" ? findPort(service.object, backend.service?.port ?? {}) : undefined;
};

const mismatch = (snapshot: Snapshot, use: IngressUse, protocol: string): Finding | undefined => {
  const port = portOf(snapshot, use);
  const takes = spoken[port?.appProtocol?.toLowerCase() ?? ""];
  if (!takes || takes.includes(protocol)) return undefined;
  return {
    path: `${use.path}.service.port`,
    detail: `ingress-nginx speaks ${protocol} to Service ${use.backend.service?.name}, whose port ${port?.port} has appProtocol ${port?.appProtocol}. Requests end in 400, 426 or 502.`,
    fix: [`Set nginx.ingress.kubernetes.io/backend-protocol to ${takes[0]} (it counts for all paths of this Ingress), or correct appProtocol.`],
  };
};
