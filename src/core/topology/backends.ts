/** Who sends traffic to a Service: the backends of Ingresses and routes, and the index from Services back to them. */
import { derived, groupBy } from "../snapshot/derived.ts";
import { type ObjectOf, type Route, routeKinds } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Ingress } from "./ingress-class.ts";

export type IngressBackend = NonNullable<ObjectOf<"Ingress">["spec"]["defaultBackend"]>;
export type BackendRef = Route["spec"]["rules"][number]["backendRefs"][number];

/** One place in an Ingress that names a Service. */
export interface IngressUse {
  readonly ingress: Ingress;
  /** `spec.rules[0].http.paths[1].backend` or `spec.defaultBackend`. */
  readonly path: string;
  readonly backend: IngressBackend;
  /** Absent for every host, and for the default backend. */
  readonly host?: string | undefined;
  readonly urlPath?: string | undefined;
  readonly pathType?: string | undefined;
  readonly isDefault: boolean;
}

/** One backendRef of a route. */
export interface RouteUse {
  readonly route: Route;
  /** `spec.rules[0].backendRefs[1]`. */
  readonly path: string;
  readonly ruleIndex: number;
  readonly backendRef: BackendRef;
  readonly namespace: string;
}

const known = new WeakMap<Ingress, readonly IngressUse[]>();

/** Every place in an Ingress that names a backend. Many ask, and the answer is the same in every snapshot. */
export const ingressUses = (ingress: Ingress): readonly IngressUse[] => {
  const kept = known.get(ingress);
  if (kept) return kept;
  const made = usesIn(ingress);
  known.set(ingress, made);
  return made;
};

const usesIn = (ingress: Ingress): readonly IngressUse[] => {
  const rules = ingress.spec.rules.flatMap((rule, i) =>
    (rule.http?.paths ?? []).flatMap((one, j): IngressUse[] =>
      one.backend
        ? [{ ingress, path: `spec.rules[${i}].http.paths[${j}].backend`, backend: one.backend, host: rule.host, urlPath: one.path, pathType: one.pathType, isDefault: false }]
        : []));
  const fallback = ingress.spec.defaultBackend;
  return fallback ? [...rules, { ingress, path: "spec.defaultBackend", backend: fallback, isDefault: true }] : rules;
};

/** Whether a backendRef means a core Service (the default of group and kind). */
export const isService = (ref: { readonly group?: string; readonly kind?: string }): boolean => (ref.group ?? "") === "" && (ref.kind ?? "Service") === "Service";

export const routeUses = (route: Route): readonly RouteUse[] =>
  route.spec.rules.flatMap((rule, ruleIndex) =>
    rule.backendRefs.map((backendRef, i) => ({
      route, ruleIndex, backendRef, path: `spec.rules[${ruleIndex}].backendRefs[${i}]`,
      namespace: backendRef.namespace ?? route.metadata.namespace ?? "",
    })));

export const allRoutes = derived((snapshot): readonly Route[] => routeKinds.flatMap((kind): readonly Route[] => snapshot.objects[kind]));

const ingressesByService = derived((snapshot) =>
  groupBy(snapshot.objects.Ingress.flatMap(ingressUses).filter((use) => use.backend.service), (use) =>
    `${use.ingress.metadata.namespace ?? ""}/${use.backend.service?.name ?? ""}`));

const routesByService = derived((snapshot) =>
  groupBy(allRoutes(snapshot).flatMap(routeUses).filter((use) => isService(use.backendRef) && !isIdle(use)), (use) =>
    `${use.namespace}/${use.backendRef.name ?? ""}`));

/** A backendRef of weight 0 gets nothing, while another of its rule does. */
export const isIdle = ({ route, ruleIndex, backendRef }: RouteUse): boolean =>
  backendRef.weight === 0 && (route.spec.rules[ruleIndex]?.backendRefs ?? []).some((one) => one.weight !== 0);

const keyOf = (service: ObjectOf<"Service">): string => `${service.metadata.namespace ?? ""}/${service.metadata.name ?? ""}`;

/** Places in Ingresses that name this Service. */
export const ingressUsesOf = (snapshot: Snapshot, service: ObjectOf<"Service">): readonly IngressUse[] =>
  ingressesByService(snapshot).get(keyOf(service)) ?? [];

/** backendRefs that send traffic to this Service, from any namespace. */
export const routeUsesOf = (snapshot: Snapshot, service: ObjectOf<"Service">): readonly RouteUse[] =>
  routesByService(snapshot).get(keyOf(service)) ?? [];
