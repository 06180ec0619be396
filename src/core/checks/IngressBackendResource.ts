import { ingressUses } from "../topology/backends.ts";
import { defineCheck } from "./check.ts";

/** IngressBackend.resource is left to controllers, and nearly none takes it. */
export const IngressBackendResource = defineCheck({
  code: "IngressBackendResource",
  severity: "warning",
  title: "An Ingress backend is a resource, which few controllers support",
  about: ["Ingress"],
  reads: [],
  run: (ingress) =>
    ingressUses(ingress).flatMap(({ backend, path }) =>
      backend.resource
        ? [{
            path: `${path}.resource`,
            detail: `The backend is ${backend.resource.kind ?? "a resource"} ${backend.resource.name ?? ""}${backend.resource.apiGroup ? ` of ${backend.resource.apiGroup}` : ""}. Most controllers know Services only and answer 404 or 503 here.`,
            fix: ["See in the controller's documentation whether it supports this kind; else put a Service in its place."],
          }]
        : []),
});
