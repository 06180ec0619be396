import { kubectl, some } from "../notes/wording.ts";
import { DEFAULT_CLASS_ANNOTATION, defaultClasses } from "../topology/ingress-class.ts";
import { defineCheck } from "./check.ts";

/** The admission plugin DefaultIngressClass takes the newest of them, and refused such an Ingress in earlier versions. */
export const SeveralDefaultIngressClasses = defineCheck({
  code: "SeveralDefaultIngressClasses",
  severity: "warning",
  title: "More than one IngressClass is the default",
  about: ["IngressClass"],
  reads: [],
  run: (ingressClass, snapshot) => {
    const defaults = defaultClasses(snapshot);
    if (defaults.length < 2 || !defaults.includes(ingressClass)) return [];
    const names = defaults.map((one) => one.metadata.name ?? "").toSorted();
    return [{
      path: `metadata.annotations["${DEFAULT_CLASS_ANNOTATION}"]`,
      detail: `${some(names)} are ${names.length === 2 ? "both" : "all"} marked as default. A new Ingress without class gets the newest of them; older API servers refuse it.`,
      fix: ["Keep the mark on one class, and take it from the others:", kubectl("", "annotate", "ingressclass", ingressClass.metadata.name ?? "", `${DEFAULT_CLASS_ANNOTATION}-`)],
    }];
  },
});
