/** What is not there, and what only may not be: what could not be read is never said to be missing. */
import { describe, expect, it } from "vitest";
import { explain } from "../../../src/core/exposure/explain.ts";
import type { Kind } from "../../../src/core/snapshot/kinds.ts";
import { snapshotFrom } from "../../support/snapshot.ts";

const about = (yaml: string, kind: Kind): { readonly verdict: string; readonly summary: string } => {
  const name = "cart";
  const { verdict, summary } = explain(snapshotFrom(yaml, { foreign: true }), { asked: name, target: { form: "object", kind, name }, namespace: "shop" });
  return { verdict, summary };
};

describe("an object that was not found", () => {
  it("is not there where its kind is not installed", () => {
    expect(about("# gap: HTTPRoute NotInstalled\n", "HTTPRoute")).toEqual({
      verdict: "no", summary: "No: There is no HTTPRoute named cart in namespace shop: HTTPRoute is not installed in this cluster (its CRD is absent).",
    });
  });

  it("may be there where its kind may not be read", () => {
    expect(about("# gap: HTTPRoute Forbidden\n", "HTTPRoute").verdict).toBe("unknown");
  });

  it("may be there where a kind of Kubernetes itself is served in no version that is read", () => {
    expect(about("# gap: Ingress NotInstalled\n", "Ingress").verdict).toBe("unknown");
  });
});

describe("an object in a version that is not read", () => {
  const old = `apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata: {name: cart, namespace: shop}
spec: {rules: [{host: cart.example.com, http: {paths: [{backend: {serviceName: cart, servicePort: 80}}]}}]}
---
apiVersion: apps/v1beta2
kind: Deployment
metadata: {name: cart}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: cart, namespace: pay}
spec: {ingressClassName: nginx, rules: [{host: pay.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart, port: {number: 80}}}}]}}]}
`;

  it("is said to be one instead of being missing, or read as what it is not", () => {
    expect(about(old, "Ingress")).toEqual({
      verdict: "no", summary: "No: Ingress shop/cart is written for networking.k8s.io/v1beta1, which no cluster serves since Kubernetes 1.22: it is not interpreted.",
    });
  });

  it("is told of with a hostname that it may take", () => {
    const { notes } = explain(snapshotFrom(old, { foreign: true }), { asked: "cart.example.com", target: { form: "address", host: "cart.example.com", isIP: false }, namespace: "shop" });
    expect(notes.map(({ code, about: ref }) => `${code} ${ref.namespace}/${ref.name}`)).toEqual(["HostnameNotRouted /cart.example.com", "VersionNotRead default/cart", "IngressVersionNotServed shop/cart"]);
  });

  it("is no matter of its namesake in another namespace", () => {
    const { notes } = explain(snapshotFrom(old, { foreign: true }), { asked: "cart", target: { form: "object", kind: "Ingress", name: "cart" }, namespace: "pay" });
    expect(notes.map(({ code }) => code)).not.toContain("IngressVersionNotServed");
  });
});
