/** Which class, and so which controller, an Ingress belongs to. */
import { derived, derivedOf } from "../snapshot/derived.ts";
import { find, gapFor } from "../snapshot/find.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import { compareText } from "../snapshot/ref.ts";
import type { Gap, Snapshot } from "../snapshot/snapshot.ts";

export type Ingress = ObjectOf<"Ingress">;
export type IngressClass = ObjectOf<"IngressClass">;

export const LEGACY_CLASS_ANNOTATION = "kubernetes.io/ingress.class";
export const DEFAULT_CLASS_ANNOTATION = "ingressclass.kubernetes.io/is-default-class";

/** How an Ingress names its class. */
export interface ClassClaim {
  readonly name: string;
  readonly by: "spec.ingressClassName" | "annotation" | "default";
  readonly path: string;
}

export type ClassOf =
  | { readonly state: "found"; readonly claim: ClassClaim; readonly class: IngressClass; readonly controller: string }
  /** The legacy annotation names a value that controllers compare with their own flag; no IngressClass is needed. */
  | { readonly state: "annotation"; readonly claim: ClassClaim }
  | { readonly state: "missing"; readonly claim: ClassClaim }
  /** No class is named and no IngressClass is the default. */
  | { readonly state: "none" }
  | { readonly state: "unknown"; readonly claim?: ClassClaim; readonly because: Gap };

/** IngressClasses marked as default, oldest last (the API server takes the newest, then the first by name). */
export const defaultClasses = derived((snapshot): readonly IngressClass[] =>
  snapshot.objects.IngressClass
    .filter((one) => one.metadata.annotations[DEFAULT_CLASS_ANNOTATION] === "true")
    .toSorted((a, b) =>
      compareText(b.metadata.creationTimestamp ?? "", a.metadata.creationTimestamp ?? "") || compareText(a.metadata.name ?? "", b.metadata.name ?? "")));

/**
 * The class of an Ingress. spec.ingressClassName wins over the legacy annotation, as in ingress-nginx; the default
 * class is applied by the API server on creation, so an Ingress in a cluster that names none may also predate it.
 */
export const classOf = derivedOf((snapshot: Snapshot, ingress: Ingress): ClassOf => {
  const named = ingress.spec.ingressClassName;
  if (named !== undefined && named !== "") return byName(snapshot, { name: named, by: "spec.ingressClassName", path: "spec.ingressClassName" });
  const legacy = ingress.metadata.annotations[LEGACY_CLASS_ANNOTATION];
  if (legacy !== undefined) return byAnnotation(snapshot, legacy);
  const [first] = defaultClasses(snapshot);
  if (first) return { state: "found", claim: { name: first.metadata.name ?? "", by: "default", path: "spec.ingressClassName" }, class: first, controller: first.spec.controller ?? "" };
  const because = gapFor(snapshot, "IngressClass");
  return because ? { state: "unknown", because } : { state: "none" };
});

const byName = (snapshot: Snapshot, claim: ClassClaim): ClassOf => {
  const lookup = find(snapshot, "IngressClass", "", claim.name);
  if (lookup.state === "found") return { state: "found", claim, class: lookup.object, controller: lookup.object.spec.controller ?? "" };
  return lookup.state === "missing" ? { state: "missing", claim } : { state: "unknown", claim, because: lookup.because };
};

const byAnnotation = (snapshot: Snapshot, name: string): ClassOf => {
  const claim: ClassClaim = { name, by: "annotation", path: `metadata.annotations["${LEGACY_CLASS_ANNOTATION}"]` };
  const found = byName(snapshot, claim);
  return found.state === "found" ? found : { state: "annotation", claim };
};

/** The name of the class that an Ingress ends up with, for tables; undefined when none or not known. */
export const classNameOf = (snapshot: Snapshot, ingress: Ingress): string | undefined => {
  const result = classOf(snapshot, ingress);
  return result.state === "none" ? undefined : result.claim?.name;
};
