/** A tick says that something was looked at and is in order; what was not read gets none. */
import { describe, expect, it } from "vitest";
import { explain } from "../../../src/core/exposure/explain.ts";
import { snapshotFrom } from "../../support/snapshot.ts";

const route = (parent: string, hostnames = "hostnames: [cart.example.com], "): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec: {parentRefs: [${parent}], ${hostnames}rules: [{backendRefs: [{name: cart, port: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {clusterIP: 10.96.0.20, selector: {app: cart}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec: {selector: {matchLabels: {app: cart}}, template: {metadata: {labels: {app: cart}}, spec: {containers: [{name: cart, ports: [{containerPort: 8080}]}]}}}
`;
const gateway = `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: shop}
spec: {gatewayClassName: eg, listeners: [{name: http, port: 80, protocol: HTTP}]}
status: {addresses: [{type: IPAddress, value: 203.0.113.10}]}
`;
const listenerSet = `---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: extra, namespace: shop}
spec: {parentRef: {name: public}, listeners: [{name: http, port: 80, protocol: HTTP}]}
`;

const stations = (yaml: string): readonly string[] =>
  explain(snapshotFrom(yaml), { asked: "cart", target: { form: "name", name: "cart" }, namespace: "shop" })
    .path.filter((hop) => hop.kind === "address" || hop.kind === "gateway").map((hop) => [hop.verdict, hop.label, ...hop.checked].join(" | "));

describe("a parent", () => {
  it("that may not be read is not known, and neither is its address", () => {
    expect(stations(`# gap: Gateway Forbidden\n${route("{name: public}")}`)).toEqual(["unknown | cart.example.com: address not known", "unknown | Gateway shop/public"]);
  });

  it("that does not exist is no station on a way", () => {
    expect(stations(route("{name: public}"))).toEqual(["unknown | cart.example.com: address not known", "no | Gateway shop/public"]);
  });

  it("of a group that is not read is not known", () => {
    expect(stations(route("{group: networking.example.com, kind: Edge, name: public}"))).toEqual(["unknown | cart.example.com: address not known", "unknown | Edge shop/public"]);
  });

  it("that is a ListenerSet is as known as its Gateway", () => {
    expect(stations(`# gap: Gateway Forbidden\n${route("{kind: ListenerSet, name: extra}")}${listenerSet}`)).toEqual(["unknown | cart.example.com: address not known", "unknown | ListenerSet shop/extra"]);
    expect(stations(`${route("{kind: ListenerSet, name: extra}")}${listenerSet}`)).toEqual(["unknown | cart.example.com: address not known", "no | ListenerSet shop/extra"]);
  });

  it("that is a Service of a mesh is looked up as one", () => {
    expect(stations(route("{group: \"\", kind: Service, name: cart}"))).toEqual(["yes | Service shop/cart"]);
  });
});

describe("DNS", () => {
  it("is spoken of for a hostname", () => {
    expect(stations(`${route("{name: public}")}${gateway}`)[0]).toBe("yes | cart.example.com at 203.0.113.10 | DNS for cart.example.com must answer with 203.0.113.10: cannot be seen from the API");
  });

  it("is not where every host is taken", () => {
    expect(stations(`${route("{name: public}", "")}${gateway}`)[0]).toBe("yes | any host at 203.0.113.10");
    expect(stations(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: cart, namespace: shop}
spec: {ingressClassName: nginx, defaultBackend: {service: {name: cart, port: {number: 80}}}}
status: {loadBalancer: {ingress: [{ip: 203.0.113.20}]}}
---
${route("{name: public}").split("---\n").slice(1).join("---\n")}`)[0]).toBe("yes | any host at 203.0.113.20");
  });
});
