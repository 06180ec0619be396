/** The first line must not promise more, nor deny more, than the ways say. */
import { describe, expect, it } from "vitest";
import { explain } from "../../../src/core/exposure/explain.ts";
import { list } from "../../../src/core/exposure/list.ts";
import { behind } from "../../support/cart.ts";
import { snapshotFrom } from "../../support/snapshot.ts";

const inside = behind("spec: {clusterIP: 10.96.0.20, selector: {app: cart}, ports: [{port: 80, targetPort: 8080}]}");
const balanced = behind("spec: {type: LoadBalancer, clusterIP: 10.96.0.20, selector: {app: cart}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}");
const node = `---
apiVersion: v1
kind: Node
metadata: {name: node-a}
status: {addresses: [{type: ExternalIP, address: 198.51.100.11}]}
`;
const gateway = `---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: eg}
spec: {controllerName: example.com/gateway}
status: {conditions: [{type: Accepted, status: "True"}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: shop}
spec: {gatewayClassName: eg, listeners: [{name: http, port: 80, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec: {parentRefs: [{name: public}], hostnames: [cart.example.com], rules: [{backendRefs: [{name: cart, port: 80}]}]}
`;

const about = (yaml: string): { readonly summary: string; readonly reach: string | undefined } => {
  const snapshot = snapshotFrom(yaml);
  const { summary } = explain(snapshot, { asked: "cart", target: { form: "name", name: "cart" }, namespace: "shop" });
  return { summary, reach: list(snapshot, {}).services[0]?.reach };
};

describe("the first line", () => {
  it("does not deny a way from outside whose address is not known", () => {
    expect(about(`${inside}${gateway}`)).toEqual({
      summary: "Yes: Service shop/cart is in order; who can reach it through HTTPRoute shop/cart is not known: no address is in the status.", reach: "unknown",
    });
  });

  it("denies it where there is none", () => {
    expect(about(inside).summary).toMatch(/^Yes for pods in the cluster, no for everyone else/);
    expect(about(inside).reach).toBe("pods");
  });

  it("names an address of the circle that it speaks of", () => {
    // A manifest of a load balancer has no status: its own address is not known, that of its node port is.
    expect(about(`${balanced}${node}`)).toEqual({ summary: "Yes: clients on the internet reach Service shop/cart at http://198.51.100.11:30080.", reach: "internet" });
  });
});

const refusal = (yaml: string, name = "cart"): string =>
  explain(snapshotFrom(yaml), { asked: name, target: { form: "name", name }, namespace: "shop" }).summary;
const service = (spec: string): string => `apiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\nspec: {${spec}}\n`;

describe("an address of several", () => {
  it("is one that the clients spoken of can use", () => {
    const mixed = gateway.replace("protocol: HTTP}]}", "protocol: HTTP}]}\nstatus: {addresses: [{value: 10.1.1.1}, {value: 203.0.113.10}]}").replace(" hostnames: [cart.example.com],", "");
    expect(about(`${inside}${mixed}`).summary).toBe("Yes: clients on the internet reach Service shop/cart at http://203.0.113.10/.");
  });

  it("is not left out for a way whose address is not known", () => {
    const { summary } = explain(snapshotFrom(`${balanced}${node}`), { asked: "cart", target: { form: "name", name: "cart" }, namespace: "shop", from: "internet" });
    expect(summary).toBe("Yes: a client on the internet reaches Service shop/cart at http://198.51.100.11:30080.");
  });
});

describe("a no", () => {
  it("begins with the object that it is about", () => {
    expect(refusal(inside.replace("targetPort: 8080", "targetPort: web"))).toMatch(/^No: Service shop\/cart: the pod behind it has no TCP container port named web/);
    expect(refusal(service("selector: {app: basket}, ports: [{port: 80}]"))).toMatch(/^No: Service shop\/cart: in namespace shop, no pod carries app=basket/);
  });

  it("says it in one sentence where the detail begins with a pronoun", () => {
    expect(refusal(service("ports: [{port: 80}]"))).toBe("No: Service shop/cart has no selector, and no EndpointSlice names an address for it.");
  });

  it("keeps names as they are spelled", () => {
    expect(refusal(`${inside}${gateway.replace("name: cart, port: 80", "name: cart, port: 81")}`)).toBe("No: HTTPRoute shop/cart: Service cart has no port 81; it has 80/TCP.");
    expect(refusal(service("type: ExternalName"))).toBe("No: Service shop/cart: externalName is empty.");
  });

  it("does not name the object twice", () => {
    expect(refusal(balanced.replace("namespace: shop}", 'namespace: shop, creationTimestamp: "2026-10-01T00:00:00Z"}'))).toMatch(/^No: Service cart asks for a load balancer/);
    expect(refusal(inside, "crat")).toBe("No: There is no Service named crat in namespace shop.");
    expect(explain(snapshotFrom(inside), { asked: "shop.example.com", target: { form: "address", host: "shop.example.com", isIP: false }, namespace: "shop" }).summary)
      .toMatch(/^No: No Ingress rule and no route/);
  });
});
