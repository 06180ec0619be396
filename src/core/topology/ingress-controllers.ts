/**
 * What sets the well-known Ingress controllers apart: the names they go by, their annotations and their habits. From
 * the source and documentation of each, in the versions of August 2026.
 */
import type { Snapshot } from "../snapshot/snapshot.ts";
import { classOf, type Ingress } from "./ingress-class.ts";

export interface IngressController {
  readonly name: string;
  /** spec.controller of its IngressClass, and the names of legacy annotations where it needs no IngressClass. */
  readonly controllers: readonly string[];
  readonly classNames: readonly string[];
  /** Annotations that it reads on an Ingress; prefixes that several read are left out. */
  readonly prefixes: readonly string[];
  /** In the image names of its pods; empty where it runs outside of the cluster. */
  readonly images: readonly string[];
  /** It also takes an Ingress without class, as it is installed by default. */
  readonly takesClassless?: true;
  /** Every Ingress gets a load balancer of its own (or one for a group that it names). */
  readonly balancesEach?: true;
  /** Certificates are not taken from spec.tls. */
  readonly ignoresSecrets?: true;
}

/** Keep sorted by name. */
const rows: readonly IngressController[] = [
  { name: "APISIX", controllers: ["apisix.apache.org/apisix-ingress-controller"], classNames: ["apisix"], prefixes: ["k8s.apisix.apache.org/"], images: ["apisix-ingress-controller"] },
  { name: "Application Gateway Ingress Controller", controllers: ["azure/application-gateway"], classNames: ["azure-application-gateway"], prefixes: ["appgw.ingress.kubernetes.io/"], images: ["ingress-appgw", "kubernetes-ingress"] },
  { name: "AWS Load Balancer Controller", controllers: ["ingress.k8s.aws/alb", "eks.amazonaws.com/alb"], classNames: ["alb"], prefixes: ["alb.ingress.kubernetes.io/"], images: [], balancesEach: true, ignoresSecrets: true },
  { name: "Cilium", controllers: ["cilium.io/ingress-controller"], classNames: ["cilium"], prefixes: ["ingress.cilium.io/"], images: ["cilium"] },
  { name: "Contour", controllers: ["projectcontour.io/ingress-controller"], classNames: ["contour"], prefixes: ["projectcontour.io/"], images: ["contour"], takesClassless: true },
  { name: "Emissary", controllers: ["getambassador.io/ingress-controller"], classNames: ["ambassador"], prefixes: ["getambassador.io/"], images: ["emissary", "ambassador"] },
  { name: "F5 NGINX Ingress Controller", controllers: ["nginx.org/ingress-controller"], classNames: [], prefixes: ["nginx.org/", "nginx.com/", "appprotect.f5.com/", "appprotectdos.f5.com/"], images: ["nginx-ingress", "nginx-plus-ingress", "nginx-ic"] },
  { name: "GKE Ingress", controllers: ["k8s.io/ingress-gce"], classNames: ["gce", "gce-internal", "gce-regional-external"], prefixes: ["kubernetes.io/ingress.global-static-ip-name", "ingress.gcp.kubernetes.io/", "networking.gke.io/"], images: [], takesClassless: true, balancesEach: true },
  { name: "HAProxy Ingress", controllers: ["haproxy-ingress.github.io/controller"], classNames: [], prefixes: ["haproxy-ingress.github.io/"], images: ["haproxy"] },
  { name: "HAProxy Kubernetes Ingress Controller", controllers: ["haproxy.org/ingress-controller"], classNames: [], prefixes: ["haproxy.org/", "haproxy.com/"], images: ["haproxy"] },
  { name: "ingress-nginx", controllers: ["k8s.io/ingress-nginx"], classNames: ["nginx"], prefixes: ["nginx.ingress.kubernetes.io/"], images: ["ingress-nginx", "nginx-ingress"] },
  { name: "Istio", controllers: ["istio.io/ingress-controller"], classNames: ["istio"], prefixes: [], images: ["pilot", "istiod"] },
  { name: "Kong", controllers: ["ingress-controllers.konghq.com/kong"], classNames: ["kong"], prefixes: ["konghq.com/"], images: ["kong"] },
  { name: "Traefik", controllers: ["traefik.io/ingress-controller"], classNames: ["traefik"], prefixes: ["traefik.ingress.kubernetes.io/"], images: ["traefik"], takesClassless: true },
];

const byController = new Map(rows.flatMap((row) => row.controllers.map((controller) => [controller, row] as const)));
const byClassName = new Map(rows.flatMap((row) => row.classNames.map((name) => [name, row] as const)));

/** The controller that spec.controller of an IngressClass means. Further instances of ingress-nginx get a name of their own that contains it. */
export const controllerNamed = (controller: string): IngressController | undefined =>
  byController.get(controller) ?? (controller.includes("ingress-nginx") ? byController.get("k8s.io/ingress-nginx") : undefined);

/** The controller that an Ingress is for: by its class, or where there is no IngressClass by the class's usual name. */
export const controllerOf = (snapshot: Snapshot, ingress: Ingress): IngressController | undefined => {
  const named = classOf(snapshot, ingress);
  if (named.state === "found") return controllerNamed(named.controller);
  return named.state === "none" ? undefined : byClassName.get(named.claim?.name ?? "");
};

/** Whose annotation a key is, where only one controller reads it. */
export const ownerOfAnnotation = (key: string): IngressController | undefined => rows.find((row) => row.prefixes.some((prefix) => key.startsWith(prefix)));

const NGINX = "nginx.ingress.kubernetes.io/";

/**
 * An annotation of ingress-nginx on an Ingress that it may serve, by its name without prefix. An Ingress whose
 * controller is not known counts: nobody else reads these annotations.
 */
export const nginxAnnotation = (snapshot: Snapshot, ingress: Ingress, name: string): string | undefined => {
  const value = ingress.metadata.annotations[NGINX + name];
  if (value === undefined) return undefined;
  const controller = controllerOf(snapshot, ingress);
  return controller === undefined || controller.name === "ingress-nginx" ? value : undefined;
};

/** The field of an ingress-nginx annotation, for notes. */
export const nginxPath = (name: string): string => `metadata.annotations["${NGINX}${name}"]`;

/** As ingress-nginx reads booleans (Go's strconv.ParseBool). */
export const isTrue = (value: string | undefined): boolean => ["1", "t", "T", "true", "TRUE", "True"].includes(value ?? "");
