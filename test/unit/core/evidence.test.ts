/** Nothing found is evidence where it was looked for, and silence where it was not. */
import { expect, it } from "vitest";
import { explain } from "../../../src/core/exposure/explain.ts";
import type { Coverage, Snapshot } from "../../../src/core/snapshot/snapshot.ts";
import { kindNames } from "../../../src/core/snapshot/kinds.ts";
import { snapshotFrom } from "../../support/snapshot.ts";

const pods = new Set(["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"]);

/** As explain reads a cluster: pods and workloads in the Service's namespace only. */
const read = (podCoverage: readonly Coverage[]): Snapshot => ({
  ...snapshotFrom(`
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop, uid: 5b1c, creationTimestamp: "2026-10-01T00:00:00Z"}
spec: {clusterIP: 10.96.0.20, selector: {app: cart}, ports: [{port: 80}]}
`),
  coverage: [...kindNames.filter((kind) => !pods.has(kind)).map((kind) => ({ kind })), ...podCoverage],
});

const ask = (snapshot: Snapshot): readonly unknown[] => {
  const { verdict, notes } = explain(snapshot, { asked: "cart", target: { form: "name", name: "cart" }, namespace: "shop" });
  return [verdict, notes.filter((note) => note.severity === "error").map((note) => note.code)];
};

it("a namespace without a single pod proves that a selector matches none", () => {
  expect(ask(read(kindNames.filter((kind) => pods.has(kind)).map((kind) => ({ kind, namespace: "shop" }))))).toEqual(["no", ["SelectorMatchesNoPod"]]);
});

it("pods that nobody asked for prove nothing; the missing endpoints speak", () => {
  expect(ask(read([]))).toEqual(["no", ["NoReadyEndpoints"]]);
});
