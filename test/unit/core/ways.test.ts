/** Which ways in a Service has, and for whom. */
import { describe, expect, it } from "vitest";
import type { Exposure } from "../../../src/core/exposure/model.ts";
import { findWays } from "../../../src/core/exposure/ways.ts";
import { snapshotFrom } from "../../support/snapshot.ts";

const waysIn = (yaml: string): readonly Exposure[] => {
  const snapshot = snapshotFrom(yaml);
  return snapshot.objects.Service.flatMap((service) => findWays(snapshot, service)).map((way) => way.exposure);
};

const route = (kind: string, protocol: string, backendRefs: string): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: eg}
spec: {controllerName: example.com/gateway}
status: {conditions: [{type: Accepted, status: "True"}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: shop}
spec: {gatewayClassName: eg, listeners: [{name: one, port: 53, protocol: ${protocol}}]}
status: {addresses: [{value: 203.0.113.10}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: names, namespace: shop}
spec: {parentRefs: [{name: public}], rules: [{backendRefs: [${backendRefs}]}]}
`;
const names = `
apiVersion: v1
kind: Service
metadata: {name: names, namespace: shop}
spec: {clusterIP: 10.96.0.30, ports: [{name: tcp, port: 53}, {name: udp, port: 53, protocol: UDP}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: names-x, namespace: shop, labels: {kubernetes.io/service-name: names}}
addressType: IPv4
ports: [{name: udp, port: 53, protocol: UDP}]
endpoints: [{addresses: [192.0.2.7]}]
`;

describe("a backendRef", () => {
  const verdictOf = (kind: string, protocol: string): unknown =>
    waysIn(`${names}${route(kind, protocol, "{name: names, port: 53}")}`).filter((one) => one.via === kind).map(({ verdict, codes }) => [verdict, codes]);

  it("means the port of its own protocol where one number has two", () => {
    expect(verdictOf("UDPRoute", "UDP")).toEqual([["yes", []]]);
    expect(verdictOf("TCPRoute", "TCP")).toEqual([["no", ["EndpointSlicePortNotFound"]]]);
  });

  it("of weight 0 is no way in while another gets the traffic", () => {
    const idle = waysIn(`${names}${route("UDPRoute", "UDP", "{name: names, port: 53, weight: 0}, {name: other, port: 53}")}`);
    expect(idle.map(({ via }) => via)).toEqual(["ClusterIP"]);
    const all = waysIn(`${names}${route("UDPRoute", "UDP", "{name: names, port: 53, weight: 0}")}`);
    expect(all.map(({ via, codes }) => [via, codes.includes("NoBackends")])).toEqual([["UDPRoute", true], ["ClusterIP", false]]);
  });
});

describe("a load balancer", () => {
  const reach = (spec: string, annotations = ""): readonly unknown[] => waysIn(`
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop, annotations: {${annotations}}}
spec: {type: LoadBalancer, clusterIP: 10.96.0.20, ports: [{port: 80}], ${spec}}
status: {loadBalancer: {ingress: [{ip: 203.0.113.9}]}}
`).filter((one) => one.via === "LoadBalancer").map((one) => one.reach);

  it("that lets in private addresses only is not open to the internet", () => {
    expect(reach('loadBalancerSourceRanges: [10.0.0.0/8, "fd00::/8"]')).toEqual(["network"]);
    expect(reach("", 'service.beta.kubernetes.io/load-balancer-source-ranges: "10.0.0.0/8, 192.168.0.0/16"')).toEqual(["network"]);
  });

  it("that lets in some or all of the internet is", () => {
    expect(reach("loadBalancerSourceRanges: [10.0.0.0/8, 198.51.100.0/24]")).toEqual(["internet"]);
    expect(reach("loadBalancerSourceRanges: [0.0.0.0/0]")).toEqual(["internet"]);
    expect(reach("")).toEqual(["internet"]);
  });
});
