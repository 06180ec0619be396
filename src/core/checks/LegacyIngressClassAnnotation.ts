import { classOf } from "../topology/ingress-class.ts";
import { controllerOf } from "../topology/ingress-controllers.ts";
import { defineCheck } from "./check.ts";

/** Deprecated since Kubernetes 1.18. GKE's classes have no IngressClass and need it. */
export const LegacyIngressClassAnnotation = defineCheck({
  code: "LegacyIngressClassAnnotation",
  severity: "info",
  title: "The class is named by a deprecated annotation",
  about: ["Ingress"],
  reads: ["IngressClass"],
  run: (ingress, snapshot) => {
    const named = classOf(snapshot, ingress);
    if ((named.state !== "found" && named.state !== "annotation") || named.claim.by !== "annotation") return [];
    if (controllerOf(snapshot, ingress)?.name === "GKE Ingress") return [];
    const { name, path } = named.claim;
    return [{
      path,
      detail: named.state === "found"
        ? `The annotation names class ${name}; controllers read it still, but not all of them.`
        : `The annotation names ${name}, and no IngressClass of that name is known: only a controller that is started with this very name takes the Ingress.`,
      fix: [`Set spec.ingressClassName: ${name}${named.state === "found" ? "" : " (an IngressClass of that name must exist)"}, and remove the annotation.`],
    }];
  },
});
