import { kubectl } from "../notes/wording.ts";
import { derived } from "../snapshot/derived.ts";
import { classOf, type Ingress } from "../topology/ingress-class.ts";
import { controllerNamed } from "../topology/ingress-controllers.ts";
import { hasAddress } from "../topology/ingress-status.ts";
import { platformOf } from "../topology/platform.ts";
import { defineCheck } from "./check.ts";

/** Without a class and without a default class, only controllers that also take such Ingresses may serve it. */
export const IngressWithoutClass = defineCheck({
  code: "IngressWithoutClass",
  severity: "error",
  title: "The Ingress names no class, and no class is the default",
  about: ["Ingress"],
  reads: ["IngressClass", "Node"],
  run: (ingress, snapshot) => {
    if (classOf(snapshot, ingress).state !== "none" || hasAddress(ingress)) return [];
    const classes = snapshot.objects.IngressClass.map((one) => one.metadata.name ?? "").toSorted();
    const taker = takers(snapshot);
    return [{
      path: "spec.ingressClassName",
      detail: `Neither spec.ingressClassName nor a default IngressClass says which controller serves it. ${taker === undefined ? "Most controllers leave such an Ingress alone." : `${taker} takes such an Ingress unless it is told not to; others leave it alone.`} ${classes.length === 0 ? "The cluster has no IngressClass." : `There is IngressClass ${classes.join(", ")}.`}`,
      fix: fixes(ingress, classes),
      ...(taker === undefined ? {} : { severity: "warning" as const }),
    }];
  },
});

/** A controller in the cluster that takes Ingresses without class by default. */
const takers = derived((snapshot): string | undefined => {
  const view = platformOf(snapshot);
  if (view.state === "known" && view.platform.name === "Google Cloud") return "GKE Ingress";
  return snapshot.objects.IngressClass.map((one) => controllerNamed(one.spec.controller ?? "")).find((one) => one?.takesClassless)?.name;
});

const fixes = ({ metadata }: Ingress, classes: readonly string[]): readonly string[] => {
  const [first] = classes;
  if (first === undefined) return ["Install an Ingress controller, and name its class in spec.ingressClassName."];
  if (classes.length > 1) return [`Set spec.ingressClassName to one of ${classes.join(", ")}.`];
  return [
    kubectl(metadata.namespace ?? "", "patch", "ingress", metadata.name ?? "", "--type=merge", "-p", JSON.stringify({ spec: { ingressClassName: first } })),
    "Or make the class the default, which serves Ingresses that are created from then on:",
    kubectl("", "annotate", "ingressclass", first, "ingressclass.kubernetes.io/is-default-class=true"),
  ];
};
