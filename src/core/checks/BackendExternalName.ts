import { find, type Lookup } from "../snapshot/find.ts";
import type { ObjectOf, Route } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { ingressUses } from "../topology/backends.ts";
import type { Service } from "../topology/selection.ts";
import { serviceOf, serviceUsesOf } from "./backend-refs.ts";
import { defineCheck } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

interface Named { readonly path: string; readonly service: Lookup<Service> | { readonly state: "forbidden" } }

/**
 * An ExternalName Service is a DNS alias without endpoints. Ingress controllers refuse it as a backend unless they are
 * told to take it; implementations of the Gateway API should not support it (HTTPBackendRef).
 */
export const BackendExternalName = defineCheck({
  code: "BackendExternalName",
  severity: "warning",
  title: "A backend is an ExternalName Service",
  about: ["Ingress", ...allRouteKinds],
  reads: ["ReferenceGrant", "Service"],
  run: (object, snapshot) =>
    (object.kind === "Ingress" ? ofIngress(object, snapshot) : ofRoute(object, snapshot)).flatMap(({ path, service }) => {
      if (service.state !== "found" || service.object.spec.type !== "ExternalName") return [];
      return [{
        path,
        detail: `Service ${service.object.metadata.name} is an alias for ${service.object.spec.externalName ?? "nothing"}. Many controllers do not send traffic to an ExternalName Service, or only where a setting allows it, since it leads anywhere its owner says; the others connect with the wrong Host header unless it is rewritten.`,
        fix: ["See in the controller's documentation whether it takes ExternalName Services and by which setting (for Traefik allowExternalNameServices).", "Otherwise use a Service without selector and an EndpointSlice with the addresses."],
      }];
    }),
});

const ofIngress = (ingress: ObjectOf<"Ingress">, snapshot: Snapshot): readonly Named[] =>
  ingressUses(ingress).map((use) => ({ path: `${use.path}.service.name`, service: find(snapshot, "Service", ingress.metadata.namespace ?? "", use.backend.service?.name ?? "") }));

const ofRoute = (route: Route, snapshot: Snapshot): readonly Named[] =>
  serviceUsesOf(route).map((use) => ({ path: `${use.path}.name`, service: serviceOf(snapshot, route, use) }));
