import type { Kind } from "../../../src/core/snapshot/kinds.ts";

/** Kinds that objects are read of when files hold them, and that no operation asks a cluster for yet. */
const unasked = ["ConfigMap", "CustomResourceDefinition"] as const satisfies readonly Kind[];
type Asked = Exclude<Kind, (typeof unasked)[number]>;

/** What answers lack where a kind cannot be read. A kind without a sentence does not compile. */
export const losses: Readonly<Record<Asked, string>> = {
  BackendTLSPolicy: "Whether a Gateway speaks TLS to the pods is not judged.",
  CiliumNetworkPolicy: "Cilium's policies that may block traffic to the pods are not named.",
  DaemonSet: "A Service without pods is not traced to a DaemonSet that should run them.",
  Deployment: "A Service without pods is not traced to its Deployment: scaled to zero, or with other labels.",
  EndpointSlice: "`list` does not know readiness, and with it nearly no verdict; `explain` goes by the pods themselves, where it may read them. The one line that is hardest to do without.",
  Endpoints: "A snapshot does not hold endpoints that were written by hand in the old form.",
  Event: "Why a load balancer is pending is not quoted from the controller that tries.",
  GRPCRoute: "Ways in through GRPCRoutes are missing.",
  Gateway: "Ways in through Gateways are unknown: no addresses, listeners, attachment.",
  GatewayClass: "Whether anything implements a Gateway is unknown.",
  HTTPRoute: "Ways in through HTTPRoutes are missing.",
  Ingress: "Ways in through Ingresses are missing.",
  IngressClass: "Which controller serves an Ingress, and whether there is a default class, is unknown.",
  ListenerSet: "Listeners that ListenerSets add to a Gateway are missing.",
  Namespace: "Listeners that admit namespaces by label cannot be judged: attachment is unknown.",
  NetworkPolicy: "Policies that may block traffic to the pods are not named, and a yes does not become unknown because of them.",
  Node: "NodePorts have no addresses to print, and the platform (kind, Docker Desktop, a cloud) is not recognised.",
  Pod: "Why a Service has no ready endpoints stays open: selector near misses, named ports, crashing or pending pods, host ports.",
  ReferenceGrant: "References into another namespace are unknown instead of yes or no.",
  ReplicaSet: "A snapshot does not hold the ReplicaSets between Deployments and pods.",
  Secret: "Certificates are not judged: missing, expired, for other names, with the wrong key.",
  Service: "There is nothing to answer: every question is about Services in the end.",
  StatefulSet: "A Service without pods is not traced to a StatefulSet that should run them.",
  TCPRoute: "Ways in through TCPRoutes are missing.",
  TLSRoute: "Ways in through TLSRoutes are missing.",
  UDPRoute: "Ways in through UDPRoutes are missing.",
};

export const isAsked = (kind: Kind): kind is Asked => Object.hasOwn(losses, kind);
