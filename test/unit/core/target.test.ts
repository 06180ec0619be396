/** What a person can type to say what they mean. */
import { expect, it } from "vitest";
import { parseTarget } from "../../../src/core/exposure/target.ts";

it.each([
  ["svc/cart", { form: "object", kind: "Service", name: "cart" }],
  ["httproutes.gateway.networking.k8s.io/cart", { form: "object", kind: "HTTPRoute", name: "cart" }],
  ["shop/cart", { form: "name", name: "cart", namespace: "shop" }],
  ["http://user:word@Cart.example.com./x?y#z", { form: "address", host: "cart.example.com", isIP: false, scheme: "http", path: "/x?y" }],
  ["[FD00::20]:80", { form: "address", host: "fd00::20", isIP: true, port: 80 }],
])("%s", (text, target) => {
  expect(parseTarget(text)).toEqual(target);
});

it.each(["deployment/cart", "deploy/cart", "statefulsets.apps/cart", "secret/cart", "netpol/cart"])("%s is no namespace with a Service", (text) => {
  expect(parseTarget(text)).toEqual({ error: expect.stringMatching(/^explain takes no /) as string });
});

it.each(["256.1.1.1", "10.96.0", "http://1.2.3/"])("%s is neither an address nor a hostname", (text) => {
  expect(parseTarget(text)).toEqual({ error: expect.stringMatching(/is no IP address$/) as string });
});
