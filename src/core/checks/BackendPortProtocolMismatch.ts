import type { ObjectOf, Route } from "../snapshot/kinds.ts";
import { find } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { ingressUses } from "../topology/backends.ts";
import { findPort, formatPort, protocolOf, type WantedPort } from "../topology/ports.ts";
import type { Service } from "../topology/selection.ts";
import { serviceOf, serviceUsesOf, severityOf } from "./backend-refs.ts";
import { defineCheck, type Finding } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

/**
 * HTTP, gRPC, TLS and TCP arrive over TCP, a UDPRoute carries UDP; endpoints of a port have the protocol of the Service's
 * port, and proxies look for theirs. protocol is TCP where it is omitted (ServicePort in core/v1).
 */
export const BackendPortProtocolMismatch = defineCheck({
  code: "BackendPortProtocolMismatch",
  severity: "error",
  title: "A backend's port has a protocol that this traffic does not have",
  about: ["Ingress", ...allRouteKinds],
  reads: ["ReferenceGrant", "Service"],
  run: (object, snapshot) => (object.kind === "Ingress" ? ofIngress(object, snapshot) : ofRoute(object, snapshot)),
});

const ofIngress = (ingress: ObjectOf<"Ingress">, snapshot: Snapshot): readonly Finding[] =>
  ingressUses(ingress).flatMap((use) => {
    const service = find(snapshot, "Service", ingress.metadata.namespace ?? "", use.backend.service?.name ?? "");
    return service.state === "found" ? compare(service.object, { ...use.backend.service?.port, protocol: "TCP" }, "an Ingress", `${use.path}.service.port`) : [];
  });

const ofRoute = (route: Route, snapshot: Snapshot): readonly Finding[] =>
  serviceUsesOf(route).flatMap((use) => {
    const service = serviceOf(snapshot, route, use);
    const wanted: WantedPort = { number: use.ref.port, protocol: route.kind === "UDPRoute" ? "UDP" : "TCP" };
    return service.state === "found" ? compare(service.object, wanted, route.kind === "HTTPRoute" ? "an HTTPRoute" : `a ${route.kind}`, `${use.path}.port`).map((one) => ({ ...one, ...severityOf(use) })) : [];
  });

const compare = (service: Service, wanted: WantedPort, carrier: string, path: string): readonly Finding[] => {
  const { protocol = "TCP" } = wanted;
  const port = findPort(service, wanted);
  if (!port || protocolOf(port) === protocol) return [];
  const other = service.spec.ports.find((one) => protocolOf(one) === protocol);
  return [{
    path,
    detail: `Port ${formatPort(port)} of Service ${service.metadata.name} is ${protocolOf(port)}, and ${carrier} sends ${protocol}: it finds no endpoint.`,
    fix: [other ? `Use port ${formatPort(other)} of the Service.` : `Add a port with protocol ${protocol} to the Service, if its pods listen for it${protocolOf(port) === "UDP" ? "; for UDP use a UDPRoute" : ""}.`],
  }];
};
