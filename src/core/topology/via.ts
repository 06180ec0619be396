/** The ways in which a Service can be exposed. */
export type Via =
  | "ClusterIP" | "Headless" | "ExternalName" | "NodePort" | "LoadBalancer" | "ExternalIP" | "HostPort" | "HostNetwork"
  | "Ingress" | "HTTPRoute" | "GRPCRoute" | "TLSRoute" | "TCPRoute" | "UDPRoute";
