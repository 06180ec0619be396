import { defineCheck } from "./check.ts";

/** Validation of IngressSpec: either rules or defaultBackend must be there. */
export const IngressWithoutRules = defineCheck({
  code: "IngressWithoutRules",
  severity: "error",
  title: "An Ingress sends traffic nowhere",
  about: ["Ingress"],
  reads: [],
  run: (ingress) =>
    ingress.spec.rules.length > 0 || ingress.spec.defaultBackend ? [] : [{
      path: "spec",
      detail: `Ingress ${ingress.metadata.name} has neither rules nor a defaultBackend. The API server refuses it.`,
      fix: ["Add spec.rules with a host, paths and their backends, or spec.defaultBackend."],
    }],
});
