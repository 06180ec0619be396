/** Every kind that is read, with the names the API gives it. Objects of other kinds pass through uninterpreted. */
import type { Read, Shape } from "./shape.ts";
import * as core from "./shapes/core.ts";
import * as gateway from "./shapes/gateway.ts";
import * as networking from "./shapes/networking.ts";

export interface KindSpec<T> {
  readonly group: string;
  /** Versions that clusters serve, the preferred one first. */
  readonly versions: readonly string[];
  readonly plural: string;
  readonly namespaced: boolean;
  readonly shape: Shape<T>;
}

const kind = <T>(group: string, versions: readonly string[], plural: string, shape: Shape<T>): KindSpec<T> => ({
  group, versions, plural, namespaced: true, shape,
});
const clusterKind = <T>(...args: Parameters<typeof kind<T>>): KindSpec<T> => ({ ...kind(...args), namespaced: false });

const GATEWAY = "gateway.networking.k8s.io";
const NETWORKING = "networking.k8s.io";

/** Keep sorted by name. */
export const kinds = {
  BackendTLSPolicy: kind(GATEWAY, ["v1", "v1alpha3", "v1alpha2"], "backendtlspolicies", gateway.backendTLSPolicyShape),
  CiliumNetworkPolicy: kind("cilium.io", ["v2"], "ciliumnetworkpolicies", networking.foreignPolicyShape),
  ConfigMap: kind("", ["v1"], "configmaps", core.configMapShape),
  CustomResourceDefinition: clusterKind("apiextensions.k8s.io", ["v1"], "customresourcedefinitions", gateway.customResourceDefinitionShape),
  DaemonSet: kind("apps", ["v1"], "daemonsets", core.workloadShape),
  Deployment: kind("apps", ["v1"], "deployments", core.workloadShape),
  EndpointSlice: kind("discovery.k8s.io", ["v1", "v1beta1"], "endpointslices", core.endpointSliceShape),
  Endpoints: kind("", ["v1"], "endpoints", core.endpointsShape),
  Event: kind("", ["v1"], "events", core.eventShape),
  GRPCRoute: kind(GATEWAY, ["v1", "v1alpha2"], "grpcroutes", gateway.grpcRouteShape),
  Gateway: kind(GATEWAY, ["v1", "v1beta1", "v1alpha2"], "gateways", gateway.gatewayShape),
  GatewayClass: clusterKind(GATEWAY, ["v1", "v1beta1", "v1alpha2"], "gatewayclasses", gateway.gatewayClassShape),
  HTTPRoute: kind(GATEWAY, ["v1", "v1beta1", "v1alpha2"], "httproutes", gateway.httpRouteShape),
  Ingress: kind(NETWORKING, ["v1"], "ingresses", networking.ingressShape),
  IngressClass: clusterKind(NETWORKING, ["v1"], "ingressclasses", networking.ingressClassShape),
  ListenerSet: kind(GATEWAY, ["v1"], "listenersets", gateway.listenerSetShape),
  Namespace: clusterKind("", ["v1"], "namespaces", core.namespaceShape),
  NetworkPolicy: kind(NETWORKING, ["v1"], "networkpolicies", networking.networkPolicyShape),
  Node: clusterKind("", ["v1"], "nodes", core.nodeShape),
  Pod: kind("", ["v1"], "pods", core.podShape),
  ReferenceGrant: kind(GATEWAY, ["v1", "v1beta1", "v1alpha2"], "referencegrants", gateway.referenceGrantShape),
  ReplicaSet: kind("apps", ["v1"], "replicasets", core.workloadShape),
  Secret: kind("", ["v1"], "secrets", core.secretShape),
  Service: kind("", ["v1"], "services", core.serviceShape),
  StatefulSet: kind("apps", ["v1"], "statefulsets", core.workloadShape),
  TCPRoute: kind(GATEWAY, ["v1", "v1alpha2"], "tcproutes", gateway.l4RouteShape),
  TLSRoute: kind(GATEWAY, ["v1", "v1alpha3", "v1alpha2"], "tlsroutes", gateway.l4RouteShape),
  UDPRoute: kind(GATEWAY, ["v1", "v1alpha2"], "udproutes", gateway.l4RouteShape),
} as const satisfies Record<string, KindSpec<unknown>>;

export type Kind = keyof typeof kinds;
/** One object of a kind (or of one of several, told apart by `kind`), as its shape reads it, with the version it was written in. */
export type ObjectOf<K extends Kind> = { [Key in K]: Read<(typeof kinds)[Key]["shape"]> & { readonly kind: Key; readonly apiVersion: string } }[K];
export type AnyObject = ObjectOf<Kind>;

export const routeKinds = ["GRPCRoute", "HTTPRoute", "TCPRoute", "TLSRoute", "UDPRoute"] as const satisfies readonly Kind[];
export type RouteKind = (typeof routeKinds)[number];
export type Route = ObjectOf<RouteKind>;

export const kindNames = Object.keys(kinds) as readonly Kind[];

const split = (apiVersion: string): readonly [group: string, version: string] => {
  const slash = apiVersion.lastIndexOf("/");
  return slash < 0 ? ["", apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
};

/** The kind that an apiVersion and kind name, or undefined for one that is not read: other versions may have other fields. */
export const kindOf = (apiVersion: string, kindName: string): Kind | undefined => {
  if (!Object.hasOwn(kinds, kindName)) return undefined;
  const name = kindName as Kind;
  const [group, version] = split(apiVersion);
  return kinds[name].group === group && kinds[name].versions.includes(version) ? name : undefined;
};

/** Where Ingress was before it moved to networking.k8s.io. */
const FORMER_INGRESS = "extensions";

/** The kind of an object that is written for a version of it which is not read. */
export const outdatedKind = (apiVersion: string, kindName: string): Kind | undefined => {
  if (!Object.hasOwn(kinds, kindName) || kindOf(apiVersion, kindName)) return undefined;
  const name = kindName as Kind;
  const [group] = split(apiVersion);
  return kinds[name].group === group || (name === "Ingress" && group === FORMER_INGRESS) ? name : undefined;
};
