import { kubectl } from "../notes/wording.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { isRefusal } from "../topology/backing.ts";
import { hasAddress } from "../topology/ingress-status.ts";
import { type ClassClaim, type ClassOf, classOf, type Ingress } from "../topology/ingress-class.ts";
import { nearestNames } from "../topology/selection.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";

/**
 * spec.ingressClassName names an IngressClass (networking/v1), and controllers take the Ingresses of their classes only.
 * The legacy annotation needs none. An address in status shows that a controller took the Ingress all the same.
 */
export const IngressClassNotFound = defineCheck({
  code: "IngressClassNotFound",
  severity: "error",
  title: "The Ingress names a class that does not exist",
  about: ["Ingress"],
  reads: ["IngressClass"],
  run: (ingress, snapshot) => {
    const named = classOf(snapshot, ingress);
    if (named.state === "unknown") return isRefusal(named.because) && named.claim && !hasAddress(ingress) ? [unread(named, undecided(named.because))] : [];
    return named.state === "missing" ? [missing(snapshot, ingress, named.claim)] : [];
  },
});

const missing = (snapshot: Snapshot, ingress: Ingress, { name, path }: ClassClaim): Finding => {
  const classes = snapshot.objects.IngressClass.map((one) => one.metadata.name ?? "").toSorted();
  const meant = nearestNames(name, classes)[0] ?? (classes.length === 1 ? classes[0] : undefined);
  const there = classes.length === 0 ? "the cluster has none at all" : `there is ${classes.join(", ")}`;
  const detail = `There is no IngressClass ${name}; ${there}.`;
  const patch = { spec: { ingressClassName: meant } };
  const fix = meant === undefined
    ? [`Install the controller that brings IngressClass ${name}, or name another class.`, kubectl("", "get", "ingressclasses")]
    : [kubectl(ingress.metadata.namespace ?? "", "patch", "ingress", ingress.metadata.name ?? "", "--type=merge", "-p", JSON.stringify(patch))];
  return hasAddress(ingress)
    ? { path, fix, severity: "warning", detail: `${detail} Its status has an address all the same: some controller took it, perhaps before the class was removed.` }
    : { path, fix, detail: `${detail} No controller takes the Ingress.` };
};

const unread = (named: Extract<ClassOf, { state: "unknown" }>, unknown: string): Finding => ({
  path: named.claim?.path ?? "spec.ingressClassName",
  detail: `Whether IngressClass ${named.claim?.name} exists is not known.`,
  fix: [kubectl("", "get", "ingressclass", named.claim?.name ?? "")],
  unknown,
});
