/** What must hold for any objects: order, unrelated namespaces, broken fields, JSON, grants. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kindNames, kinds, type Kind, type ObjectOf } from "../../src/core/snapshot/kinds.ts";
import { inOrder } from "../../src/core/snapshot/merge.ts";
import { readObject } from "../../src/core/snapshot/read.ts";
import { emptySnapshot, noObjects, type Snapshot } from "../../src/core/snapshot/snapshot.ts";
import { allNotes } from "../../src/core/checks/notes-about.ts";
import { mayRefer } from "../../src/core/topology/grants.ts";
import { explain, list } from "../../src/operations/registry.ts";
import { snapshotFrom } from "../support/snapshot.ts";

const folder = join(import.meta.dirname, "../../src/loaders/demo/platform");
const demo = snapshotFrom(
  readdirSync(folder).filter((name) => name.endsWith(".yaml")).map((name) => readFileSync(join(folder, name), "utf8")).join("\n---\n"),
  { foreign: true },
);

const targets = [
  "tasks/task-api", "http://10.96.45.123:8000", "ingress/reviews", "httproute/cart", "gateway/public", "https://shop.example.com/", "203.0.113.45", "localhost:30080", "nothing",
];

const answers = (snapshot: Snapshot): unknown => {
  const ordered = inOrder(snapshot);
  return [list.run(ordered, {}), ...targets.map((target) => explain.run(ordered, { target, defaultNamespace: "shop" }))];
};

const withObjects = (base: Snapshot, change: <K extends Kind>(kind: K, objects: readonly ObjectOf<K>[]) => readonly ObjectOf<K>[]): Snapshot => {
  const objects = noObjects();
  for (const kind of kindNames) (objects as Record<string, unknown>)[kind] = change(kind, base.objects[kind] as readonly ObjectOf<typeof kind>[]);
  return { ...base, objects };
};

/** A shuffle that fast-check can shrink: each object gets a random key. */
const shuffled = (snapshot: Snapshot, seed: number): Snapshot => {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff);
  return withObjects(snapshot, (_kind, objects) => objects.map((object) => ({ object, key: next() })).toSorted((a, b) => a.key - b.key).map(({ object }) => object));
};

describe("laws", () => {
  test("the order of objects does not matter", () => {
    const expected = answers(demo);
    fc.assert(fc.property(fc.integer({ min: 1 }), (seed) => { expect(answers(shuffled(demo, seed))).toEqual(expected); }), { numRuns: 10 });
  });

  test("a namespace that nothing refers to changes no row of another", () => {
    const stranger = readObject({ apiVersion: "v1", kind: "Service", metadata: { name: "stranger", namespace: "unrelated" }, spec: { selector: { app: "x" }, ports: [{ port: 80 }], clusterIP: "10.96.250.250" } }, "");
    if (!("object" in stranger)) throw new Error("not read");
    const more = withObjects(demo, (kind, objects) => (kind === "Service" ? [...objects, stranger.object as ObjectOf<typeof kind>] : objects));
    const rows = (snapshot: Snapshot): unknown => list.run(inOrder(snapshot), {}).services.filter((one) => one.namespace !== "unrelated");
    expect(rows(more)).toEqual(rows(demo));
  });

  test("answers survive a JSON round trip and have their published form", () => {
    const result = list.run(inOrder(demo), {});
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(list.output.parse(result)).toEqual(result);
    for (const target of targets) {
      const explained = explain.run(inOrder(demo), { target });
      expect(JSON.parse(JSON.stringify(explained))).toEqual(explained);
      expect(explain.output.parse(explained)).toEqual(explained);
    }
  });

  test("an object soup never makes it throw", () => {
    fc.assert(fc.property(fc.array(soup(), { maxLength: 12 }), (raws) => {
      const objects = noObjects();
      const malformed = [];
      for (const raw of raws) {
        const read = readObject(raw, "default");
        if (!("object" in read)) continue;
        (objects as Record<string, unknown[]>)[read.object.kind]?.push(read.object);
        malformed.push(...read.malformed);
      }
      const snapshot = { ...emptySnapshot("soup", "2026-11-01T00:00:00Z"), objects, malformed, coverage: kindNames.map((kind) => ({ kind })) };
      list.output.parse(list.run(inOrder(snapshot), {}));
      for (const note of allNotes(snapshot)) expect(note.detail).not.toBe("");
      for (const target of ["a", "service/b", "http://a.example.com/x", "10.0.0.1", "gateway/a", "httproute/a", "ingress/a", "pod/a"]) explain.run(inOrder(snapshot), { target });
    }), { numRuns: 300 });
  });

  test("nothing crosses a namespace without a grant", () => {
    const name = fc.constantFrom("a", "b");
    fc.assert(fc.property(name, name, name, fc.array(fc.record({ from: name, in: name, to: fc.option(name, { nil: undefined }), group: fc.constantFrom("", "gateway.networking.k8s.io") })), (from, to, target, grants) => {
      const objects = noObjects();
      grants.forEach((grant, index) => {
        const read = readObject({
          apiVersion: "gateway.networking.k8s.io/v1", kind: "ReferenceGrant", metadata: { name: `g${index}`, namespace: grant.in },
          spec: { from: [{ group: grant.group, kind: "HTTPRoute", namespace: grant.from }], to: [{ group: "", kind: "Service", ...(grant.to ? { name: grant.to } : {}) }] },
        }, "");
        if ("object" in read) (objects.ReferenceGrant as unknown[]).push(read.object);
      });
      const snapshot = { ...emptySnapshot("grants", "2026-11-01T00:00:00Z"), objects, coverage: kindNames.map((kind) => ({ kind })) };
      const permission = mayRefer(snapshot, { group: "gateway.networking.k8s.io", kind: "HTTPRoute", namespace: from }, { group: "", kind: "Service", namespace: to, name: target });
      const granted = grants.some((grant) => grant.group !== "" && grant.in === to && grant.from === from && (grant.to === undefined || grant.to === target));
      expect(permission.verdict).toBe(from === to || granted ? "yes" : "no");
    }));
  });
});

/** Objects of known kinds whose fields hold anything: what a hostile or half-written manifest looks like. */
function soup(): fc.Arbitrary<unknown> {
  const leaf = fc.oneof(
    fc.constantFrom("a", "b", "", "*", "*.example.com", "a.example.com", "HTTP", "HTTPS", "Selector", "Same", "ClusterIP", "LoadBalancer", "NodePort", "None", "ExternalName", "True", "\u001b[31m"),
    fc.integer({ min: -1, max: 70000 }), fc.boolean(), fc.constant(null), fc.string({ maxLength: 5 }),
  );
  const keys = fc.constantFrom(
    "selector", "ports", "port", "name", "namespace", "type", "targetPort", "rules", "http", "paths", "path", "backend", "service", "number", "host", "tls", "hosts", "parentRefs", "backendRefs",
    "listeners", "protocol", "hostname", "hostnames", "status", "conditions", "loadBalancer", "ingress", "ip", "kind", "group", "weight", "filters", "matches", "allowedRoutes", "namespaces", "from",
    "endpoints", "addresses", "ready", "clusterIP", "externalIPs", "gatewayClassName", "ingressClassName", "parents", "parentRef", "certificateRefs", "template", "containers", "spec", "to", "labels", "app",
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: "small", withCrossShrink: true }, leaf, fc.array(tie("value"), { maxLength: 3 }), fc.dictionary(keys, tie("value"), { maxKeys: 5 })),
  }));
  return fc.constantFrom(...kindNames).chain((kind) =>
    fc.record({
      apiVersion: fc.constant(`${kinds[kind].group === "" ? "" : `${kinds[kind].group}/`}${kinds[kind].versions[0]}`),
      kind: fc.constant(kind),
      metadata: fc.record({ name: fc.constantFrom("a", "b"), namespace: fc.constantFrom("a", "b", "default"), labels: value, annotations: value, creationTimestamp: fc.constantFrom("2026-01-01T00:00:00Z", "") }),
      spec: value, status: value, endpoints: value, ports: value, type: value, subsets: value, data: value,
    }));
}
