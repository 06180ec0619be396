/** Lines and columns found by following indentation and brackets, against those of a full parser. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMap, isScalar, isSeq, LineCounter, parseDocument, stringify, type Node } from "yaml";
import { unitCutter } from "../../src/loaders/files/units.ts";
import { placeOf } from "../../src/loaders/files/place.ts";

type Value = string | number | null | readonly Value[] | { readonly [key: string]: Value };

const key = fc.constantFrom("name", "ports", "a.b/c", "x y", "on", "spec", "8", "#no", "it's");
const text = fc.constantFrom("web", "80", "a: b", "one\ntwo\n", "- item", "# no comment", "", "x".repeat(100), "word ".repeat(30), "it's", '"quoted"', "name: web\nports:\n- 80\n");
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 5, depthSize: "medium" }, fc.oneof(text, fc.integer(), fc.constant(null)), fc.array(tie("tree"), { minLength: 1, maxLength: 3 }), fc.dictionary(key, tie("tree"), { minKeys: 1, maxKeys: 3 })),
}));
const document = fc.dictionary(key, tree, { minKeys: 1, maxKeys: 4 }) as fc.Arbitrary<Value>;

/** The paths of all fields, written as notes write them. */
const pathsOf = (value: Value, path = ""): readonly string[] => {
  if (typeof value !== "object" || value === null) return [path];
  const below = Array.isArray(value)
    ? value.flatMap((item: Value, index) => pathsOf(item, `${path}[${index}]`))
    : Object.entries(value).flatMap(([name, inner]) => pathsOf(inner as Value, /^[\w-]+$/.test(name) ? (path === "" ? name : `${path}.${name}`) : `${path}["${name}"]`));
  return path === "" ? below : [path, ...below];
};

/** Of a key, or of an item's content: what the full parser says. */
const expected = (root: Node | null, lines: LineCounter, path: string): string => {
  let node = root;
  let at = node?.range?.[0] ?? 0;
  for (const step of path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)) {
    const token = step[2] === undefined ? (step[1] ?? step[3] ?? "") : Number(step[2]);
    if (isSeq(node)) {
      node = node.items[Number(token)] as Node;
      at = node.range?.[0] ?? 0;
    } else if (isMap(node)) {
      const pair = node.items.find(({ key: one }) => isScalar(one) && String(one.value) === String(token));
      at = (pair?.key as Node).range?.[0] ?? 0;
      node = pair?.value as Node;
    }
  }
  const { line, col } = lines.linePos(at);
  return `${line}:${col}`;
};

const agree = (source: string, value: Value): void => {
  const [unit] = unitCutter()(source, true).units;
  if (!unit) throw new Error("no document");
  const lines = new LineCounter();
  const root = parseDocument(source, { lineCounter: lines }).contents;
  const paths = pathsOf(value).filter((path) => path !== "").slice(0, 60);
  const found = paths.map((path) => `${path} ${placeOf({ file: "f", unit, path: "" }, path).slice(2)}`);
  expect([source, ...found]).toEqual([source, ...paths.map((path) => `${path} ${expected(root, lines, path)}`)]);
};

describe("the place of a field", () => {
  it("is found in YAML however it is indented and wrapped", () => {
    const style = fc.record({ indentSeq: fc.boolean(), indent: fc.constantFrom(2, 4), lineWidth: fc.constantFrom(0, 40) });
    fc.assert(fc.property(document, style, (value, how) => {
      // An explicit key has a line of its own before it.
      const source = stringify(value, { ...how, collectionStyle: "block", simpleKeys: true });
      agree(source, value);
    }), { numRuns: 500 });
  });

  it("is found in JSON, on one line or many", () => {
    fc.assert(fc.property(document, fc.constantFrom(0, 2, 4), (value, indent) => agree(JSON.stringify(value, null, indent), value)), { numRuns: 300 });
  });
});
