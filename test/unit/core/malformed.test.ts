import { expect, test } from "vitest";
import { malformedNotes } from "../../../src/core/checks/malformed.ts";
import { snapshotFrom } from "../../support/snapshot.ts";

test("a field of a wrong type is named with what it should be and what it is", () => {
  const snapshot = snapshotFrom(`
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec:
  selector: [app]
  ports: [{port: "80"}]
`);
  expect(malformedNotes(snapshot).map(({ code, severity, path, detail }) => ({ code, severity, path, detail }))).toEqual([
    {
      code: "MalformedField", severity: "warning", path: "spec.ports[0].port",
      detail: "spec.ports[0].port of Service shop/cart should be an integer, but is a string: it was read as absent.",
    },
    {
      code: "MalformedField", severity: "warning", path: "spec.selector",
      detail: "spec.selector of Service shop/cart should be an object, but is a list: it was read as absent.",
    },
  ]);
});

test("objects that follow the API leave no note", () => {
  expect(malformedNotes(snapshotFrom("apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {ports: [{port: 80}]}\n"))).toEqual([]);
});
