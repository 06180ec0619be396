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

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0;

/** One step down: where the key or the item stands, and the node behind it. */
const below = (node: Node | null, [, quoted, position, plain]: RegExpExecArray): { readonly at: number; readonly node: Node | null } => {
  if (isSeq(node)) {
    const item = node.items[Number(position)] as Node;
    return { at: startOf(item), node: item };
  }
  const pair = isMap(node) ? node.items.find(({ key: one }) => isScalar(one) && String(one.value) === (quoted ?? plain)) : undefined;
  return { at: startOf(pair?.key as Node), node: pair?.value as Node };
};

/** Of a key, or of an item's content: what the full parser says. */
const expected = (root: Node | null, lines: LineCounter, path: string): string => {
  let at = startOf(root);
  let node = root;
  for (const step of path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)) ({ at, node } = below(node, step));
  const { line, col } = lines.linePos(at);
  return `${line}:${col}`;
};

/** Lines with the places of fields: as they are found, and as they are. */
const places = (source: string, value: Value): { readonly found: readonly string[]; readonly expected: readonly string[] } => {
  const [unit] = unitCutter()(source, true).units;
  if (!unit) throw new Error("no document");
  const lines = new LineCounter();
  const root = parseDocument(source, { lineCounter: lines }).contents;
  const paths = pathsOf(value).filter((path) => path !== "").slice(0, 60);
  return {
    found: [source, ...paths.map((path) => `${path} ${placeOf({ file: "f", unit, path: "" }, path).slice(2)}`)],
    expected: [source, ...paths.map((path) => `${path} ${expected(root, lines, path)}`)],
  };
};

describe("the place of a field", () => {
  it("is found in YAML however it is indented and wrapped", () => {
    const style = fc.record({ indentSeq: fc.boolean(), indent: fc.constantFrom(2, 4), lineWidth: fc.constantFrom(0, 40) });
    fc.assert(fc.property(document, style, (value, how) => {
      const all = places(stringify(value, { ...how, collectionStyle: "block", simpleKeys: true }), value);
      expect(all.found).toEqual(all.expected);
    }), { numRuns: 300 });
  });

  it("is found in JSON, on one line or many", () => {
    fc.assert(fc.property(document, fc.constantFrom(0, 2, 4), (value, indent) => {
      const all = places(JSON.stringify(value, null, indent), value);
      expect(all.found).toEqual(all.expected);
    }), { numRuns: 200 });
  });
});
