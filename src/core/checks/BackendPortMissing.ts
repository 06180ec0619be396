import { formatPort } from "../topology/ports.ts";
import { serviceOf, serviceUsesOf, severityOf } from "./backend-refs.ts";
import { defineCheck } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

/** Required for a Service (BackendObjectReference.port): a route never falls back to the only port. */
export const BackendPortMissing = defineCheck({
  code: "BackendPortMissing",
  severity: "error",
  title: "A backendRef to a Service has no port",
  about: allRouteKinds,
  reads: ["ReferenceGrant", "Service"],
  run: (route, snapshot) =>
    serviceUsesOf(route).filter((use) => use.ref.port === undefined).map((use) => {
      const service = serviceOf(snapshot, route, use);
      const ports = service.state === "found" ? service.object.spec.ports : [];
      const [only] = ports;
      return {
        path: use.path,
        detail: `The backendRef to Service ${use.ref.name} names no port${ports.length > 0 ? `; the Service has ${ports.map(formatPort).join(", ")}` : ""}.`,
        fix: [only?.port !== undefined && ports.length === 1 ? `Set ${use.path}.port to ${only.port}.` : `Set ${use.path}.port to a port of the Service.`],
        ...severityOf(use),
      };
    }),
});
