import { findPort, formatPort, targetPortOf } from "../topology/ports.ts";
import type { Service } from "../topology/selection.ts";
import { type BackendUse, serviceOf, serviceUsesOf, severityOf } from "./backend-refs.ts";
import { defineCheck, type Finding } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

/** backendRefs name the number of a Service's port, never its name and never that of the pods. */
export const BackendPortNotFound = defineCheck({
  code: "BackendPortNotFound",
  severity: "error",
  title: "A route names a port that the Service does not have",
  about: allRouteKinds,
  reads: ["ReferenceGrant", "Service"],
  run: (route, snapshot) =>
    serviceUsesOf(route).flatMap((use) => {
      if (use.ref.port === undefined) return [];
      const service = serviceOf(snapshot, route, use);
      // An ExternalName Service needs no ports; whether it may be a backend is another question.
      if (service.state !== "found" || service.object.spec.type === "ExternalName") return [];
      return findPort(service.object, { number: use.ref.port }) ? [] : [finding(use, service.object)];
    }),
});

const finding = (use: BackendUse, { metadata, spec }: Service): Finding => {
  const confused = spec.ports.find((port) => targetPortOf(port) === use.ref.port);
  const meant = confused ?? (spec.ports.length === 1 ? spec.ports[0] : undefined);
  return {
    path: `${use.path}.port`,
    detail: `Service ${metadata.name} has no port ${use.ref.port}; it has ${spec.ports.map(formatPort).join(", ") || "no ports"}.` +
      (confused ? ` ${use.ref.port} is the targetPort, where the pods listen: a route names the Service's port.` : ""),
    fix: [`Set ${use.path}.port to ${meant?.port ?? "a port of the Service"}.`],
    ...severityOf(use),
  };
};
