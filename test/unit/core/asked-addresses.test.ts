/** What explain answers about addresses: which object they belong to, for which port, and for whom. */
import { describe, expect, it } from "vitest";
import { explain } from "../../../src/core/exposure/explain.ts";
import { parseTarget } from "../../../src/core/exposure/target.ts";
import type { Client } from "../../../src/core/exposure/explain.ts";
import type { ExplainResult } from "../../../src/core/exposure/model.ts";
import { snapshotFrom } from "../../support/snapshot.ts";

const platform = snapshotFrom(`
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local
  clusterIP: 10.96.0.20
  clusterIPs: [10.96.0.20, "fd00::20"]
  selector: {app: cart}
  ports:
    - {name: http, port: 80, targetPort: 8080, nodePort: 30080}
    - {name: metrics, port: 9090, targetPort: metrics, nodePort: 30090}
status: {loadBalancer: {ingress: [{hostname: cart.elb.example.net}, {ip: 203.0.113.9}]}}
---
apiVersion: v1
kind: Service
metadata: {name: wishlist, namespace: shop}
spec: {type: LoadBalancer, clusterIP: 10.96.0.21, selector: {app: cart}, ports: [{port: 8443, targetPort: 8080}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.9}]}}
---
apiVersion: v1
kind: Service
metadata: {name: cart-db, namespace: shop}
spec: {clusterIP: None, selector: {app: cart}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: cart-1, namespace: shop, labels: {app: cart}}
spec: {nodeName: node-a, containers: [{name: cart, ports: [{name: web, containerPort: 8080}]}]}
status: {phase: Running, podIP: 10.1.0.1, conditions: [{type: Ready, status: "True"}]}
---
${["cart", "wishlist", "cart-db"].map((service) => `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${service}-x, namespace: shop, labels: {kubernetes.io/service-name: ${service}}}
addressType: IPv4
ports: [{name: ${service === "cart" ? "http" : '""'}, port: 8080, protocol: TCP}]
endpoints: [{addresses: [10.1.0.1], nodeName: node-a, conditions: {ready: true}, targetRef: {kind: Pod, name: cart-1}}]
`).join("---\n")}---
${[["node-a", "198.51.100.11", "10.0.0.11"], ["node-b", "198.51.100.12", "10.0.0.12"]].map(([name, external, internal]) => `apiVersion: v1
kind: Node
metadata: {name: ${name}}
status: {addresses: [{type: ExternalIP, address: ${external}}, {type: InternalIP, address: ${internal}}]}
`).join("---\n")}---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: shop}
spec: {gatewayClassName: eg, listeners: [{name: http, port: 80, protocol: HTTP}]}
status: {addresses: [{value: 203.0.113.10}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: eg}
spec: {controllerName: example.com/gateway}
status: {conditions: [{type: Accepted, status: "True"}]}
`);

const ask = (asked: string, from?: Client): ExplainResult => {
  const target = parseTarget(asked);
  if ("error" in target) throw new Error(target.error);
  return explain(platform, { asked, target, namespace: "shop", from });
};
const errors = (result: ExplainResult): readonly string[] => result.notes.filter((note) => note.severity === "error").map((note) => note.code);

describe("an address", () => {
  it.each<[string, Client | undefined, string, readonly string[]]>([
    // A broken port does not make the others fail.
    ["http://cart.shop.svc:80", "pod", "yes", []],
    ["http://cart.shop.svc:9090", "pod", "no", ["TargetPortNameNotFound"]],
    ["http://203.0.113.9:9090/", undefined, "no", ["TargetPortNameNotFound"]],
    // What a load balancer got, address or name.
    ["http://cart.elb.example.net/", undefined, "yes", []],
    ["http://CART.elb.example.net./", "internet", "yes", []],
    ["https://cart.elb.example.net/", undefined, "no", ["ServicePortNotFound"]],
    // Both cluster IPs, in any spelling.
    ["http://10.96.0.20", undefined, "no", ["ClusterIPOutside"]],
    ["http://[fd00::20]", "pod", "yes", []],
    ["[FD00:0:0::20]:80", undefined, "no", ["ClusterIPOutside"]],
    // Names that only a pod's search list completes.
    ["http://cart.shop", "pod", "yes", []],
    ["http://cart:80", "pod", "yes", []],
    ["http://cart.shop", undefined, "no", ["ClusterIPOutside"]],
    ["http://cart.pay", "pod", "no", ["HostnameNotRouted"]],
    // The pods behind a headless Service have ports of their own.
    ["http://cart-db.shop.svc:8080", "pod", "yes", []],
    ["http://cart-0.cart-db.shop.svc.cluster.local:8080", "pod", "yes", []],
    // A node port, at one node, under externalTrafficPolicy Local.
    ["http://198.51.100.11:30080", "internet", "yes", []],
    ["http://198.51.100.12:30080", "internet", "no", ["NodeWithoutEndpoint"]],
    ["http://198.51.100.12:30080", "pod", "yes", []],
    ["http://10.0.0.11:30080", "network", "yes", []],
    ["http://10.0.0.11:30080", "internet", "no", ["NotReachableFrom"]],
    ["http://198.51.100.11:30090", undefined, "no", ["TargetPortNameNotFound"]],
    // A Gateway answers on the ports of its listeners.
    ["http://203.0.113.10/", undefined, "yes", []],
    ["http://203.0.113.10:81/", undefined, "no", ["ListenerPortNotFound"]],
  ])("%s from %s: %s", (asked, from, verdict, codes) => {
    const result = ask(asked, from);
    expect([result.verdict, errors(result)]).toEqual([verdict, codes]);
  });

  it("that several Services share belongs to the one with the port", () => {
    expect(ask("203.0.113.9:8443").target?.name).toBe("wishlist");
    expect(ask("203.0.113.9:80").target?.name).toBe("cart");
    expect(errors(ask("203.0.113.9:81"))).toEqual(["ServicePortNotFound"]);
  });

  it("of a node is answered for that node alone", () => {
    expect(ask("10.0.0.11:30080").ways.find((way) => way.exposure.via === "NodePort")?.exposure).toMatchObject({ urls: ["http://10.0.0.11:30080"], reach: "network" });
  });
});
