/** A second wave of a load meets what the first has met: it is told once. */
import { expect, test } from "vitest";
import { malformedNotes } from "../../../src/core/checks/malformed.ts";
import { merge } from "../../../src/core/snapshot/merge.ts";
import { snapshotFrom } from "../../support/snapshot.ts";

const first = snapshotFrom(`
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {selector: [app], ports: [{port: "80"}]}
---
apiVersion: example.com/v1
kind: Cart
metadata: {name: cart, namespace: shop}
`, { foreign: true });

test("what both snapshots hold is in their sum once", () => {
  const { foreign, malformed, objects } = merge(first, first);
  expect({ foreign, malformed: malformed.length, services: objects.Service.length }).toEqual({ foreign: first.foreign, malformed: 2, services: 1 });
  expect(malformedNotes(merge(first, first))).toEqual(malformedNotes(first));
});

test("what only one of them holds is kept", () => {
  const second = snapshotFrom(`
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: pay}
spec: {selector: [app]}
---
apiVersion: example.com/v2
kind: Cart
metadata: {name: cart, namespace: shop}
`, { foreign: true });
  const { foreign, malformed } = merge(first, second);
  expect({ foreign: foreign.map((one) => one.apiVersion), malformed: malformed.map(({ about, path }) => `${about.namespace} ${path}`) }).toEqual({
    foreign: ["example.com/v1", "example.com/v2"], malformed: ["pay spec.selector", "shop spec.selector", "shop spec.ports[0].port"],
  });
});
