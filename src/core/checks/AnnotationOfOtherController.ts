import { some } from "../notes/wording.ts";
import { groupBy } from "../snapshot/derived.ts";
import { controllerOf, ownerOfAnnotation } from "../topology/ingress-controllers.ts";
import { defineCheck } from "./check.ts";

/** Controllers ignore what they do not know, without a word. Prefixes: topology/ingress-controllers.ts. */
export const AnnotationOfOtherController = defineCheck({
  code: "AnnotationOfOtherController",
  severity: "warning",
  title: "Annotations are for another controller, and do nothing",
  about: ["Ingress"],
  reads: ["IngressClass"],
  run: (ingress, snapshot) => {
    const controller = controllerOf(snapshot, ingress);
    if (!controller) return [];
    const keys = Object.keys(ingress.metadata.annotations);
    if (keys.every((key) => (ownerOfAnnotation(key) ?? controller) === controller)) return [];
    keys.sort();
    const hasOwn = keys.some((key) => ownerOfAnnotation(key) === controller);
    const foreign = groupBy(keys.filter((key) => (ownerOfAnnotation(key) ?? controller) !== controller), (key) => ownerOfAnnotation(key)?.name ?? "");
    return [...foreign].map(([owner, names]) => ({
      path: `metadata.annotations["${names[0]}"]`,
      detail: `${some(names)} ${names.length === 1 ? "is" : "are"} read by ${owner}; this Ingress is for ${controller.name}, which ignores ${names.length === 1 ? "it" : "them"}.`,
      fix: [`Write what is meant with the annotations of ${controller.name} (${controller.prefixes.join(", ") || "it has none"}), or set the class of ${owner}.`],
      // Both sets side by side are how people move from one controller to another.
      ...(hasOwn ? { severity: "info" as const } : {}),
    }));
  },
});
