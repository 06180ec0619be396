import { find } from "../snapshot/find.ts";
import { ingressUses } from "../topology/backends.ts";
import { defineCheck } from "./check.ts";

/** An ExternalName Service is a DNS alias without endpoints; controllers refuse it as a backend unless they are told to take it. */
export const BackendExternalName = defineCheck({
  code: "BackendExternalName",
  severity: "warning",
  title: "An Ingress backend is an ExternalName Service",
  about: ["Ingress"],
  reads: ["Service"],
  run: (ingress, snapshot) =>
    ingressUses(ingress).flatMap((use) => {
      const service = find(snapshot, "Service", ingress.metadata.namespace ?? "", use.backend.service?.name ?? "");
      if (service.state !== "found" || service.object.spec.type !== "ExternalName") return [];
      return [{
        path: `${use.path}.service.name`,
        detail: `Service ${service.object.metadata.name} is an alias for ${service.object.spec.externalName ?? "nothing"}. Many controllers do not send traffic to an ExternalName Service, or only where a setting allows it, since it leads anywhere its owner says; the others connect with the wrong Host header unless it is rewritten.`,
        fix: ["See in the controller's documentation whether it takes ExternalName Services and by which setting (for Traefik allowExternalNameServices).", "Otherwise use a Service without selector and an EndpointSlice with the addresses."],
      }];
    }),
});
