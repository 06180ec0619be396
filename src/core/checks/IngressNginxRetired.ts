import { controllerNamed } from "../topology/ingress-controllers.ts";
import { defineCheck } from "./check.ts";

/** Announced by Kubernetes SIG Network in November 2025; the last release is controller 1.15.1. */
export const IngressNginxRetired = defineCheck({
  code: "IngressNginxRetired",
  severity: "info",
  title: "ingress-nginx is retired",
  about: ["IngressClass"],
  reads: [],
  run: ({ metadata, spec }) =>
    controllerNamed(spec.controller ?? "")?.name === "ingress-nginx"
      ? [{
          path: "spec.controller",
          detail: `IngressClass ${metadata.name} belongs to ingress-nginx, which was retired in March 2026: there are no further releases, and no fixes for security problems.`,
          fix: ["Plan the move to a Gateway API implementation or to another Ingress controller. kubectl traffic migrate writes the Gateway API resources, and kubectl traffic diff shows what would change."],
        }]
      : [],
});
