import { kubectl } from "../notes/wording.ts";
import { isFromCluster } from "../snapshot/snapshot.ts";
import { LEGACY_CLASS_ANNOTATION } from "../topology/ingress-class.ts";
import { defineCheck } from "./check.ts";

/** The API server refuses to create such an Ingress (networking validation); one that exists may still be changed into it. */
export const LegacyIngressClassConflict = defineCheck({
  code: "LegacyIngressClassConflict",
  severity: "error",
  title: "The class annotation and spec.ingressClassName disagree",
  about: ["Ingress"],
  reads: [],
  run: (ingress) => {
    const legacy = ingress.metadata.annotations[LEGACY_CLASS_ANNOTATION];
    const named = ingress.spec.ingressClassName;
    if (legacy === undefined || named === undefined || legacy === named) return [];
    const isApplied = isFromCluster(ingress);
    return [{
      path: `metadata.annotations["${LEGACY_CLASS_ANNOTATION}"]`,
      detail: `The annotation says ${legacy}, spec.ingressClassName says ${named}. ${isApplied ? "Controllers differ in which they believe: two may serve it, or none." : "The API server refuses to create it."}`,
      fix: isApplied
        ? [kubectl(ingress.metadata.namespace ?? "", "annotate", "ingress", ingress.metadata.name ?? "", `${LEGACY_CLASS_ANNOTATION}-`)]
        : [`Remove the annotation ${LEGACY_CLASS_ANNOTATION}.`],
      ...(isApplied ? { severity: "warning" as const } : {}),
    }];
  },
});
