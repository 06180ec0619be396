/**
 * The fast YAML parser against the full one: what the fast one accepts, it reads as the full one does. Documents come
 * from three sides: values written by a YAML library in every style it has, lines put together at random, and the
 * manifests at hand.
 */
import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { parseFast, unread } from "../../src/loaders/files/yaml/fast.ts";
import { parseFull } from "../../src/loaders/files/yaml/full.ts";

/** How often each parser answered: a test that always gave up would prove nothing. */
interface Tally { read: number; left: number }

const agree = (text: string, tally?: Tally): void => {
  const fast = parseFast(text, 0, text.length);
  if (tally) tally[fast === unread ? "left" : "read"]++;
  if (fast === unread) return;
  const full = parseFull(text);
  expect({ text, value: fast, errors: [] }).toEqual({ text, value: full.value, errors: full.errors });
};

const trickyText = fc.constantFrom(
  "", " ", "on", "Yes", "n", "~", "null", "010", "0x1F", "1_000", "1e3", ".5", "-0", "2026-01-02", "1:30", "- a", "a: b", "a #b", "#c", "'", '"', "''",
  "|", ">", "@a", "*a", "&a", "!a", "{a", "a,b]", "a\nb", "a\n\nb\n", "\n", " lead", "trail ", "tab\there", "\\n", "ü", "😀", "a\n  b\n c", "---", "...", "<<",
  "http://shop.example.com:8080/a?b=c#d", "x".repeat(120), "two words ".repeat(15), "constructor", "__proto__", "\u0007", "=",
);
const text = fc.oneof(trickyText, fc.string({ maxLength: 12 }), fc.string({ unit: fc.constantFrom("a", " ", "\n", ":", "#", "'", '"', "-", "\\", "\t"), maxLength: 12 }));
const scalar = fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4, depthSize: "small" }, scalar, fc.array(tie("tree"), { maxLength: 4 }), fc.dictionary(fc.oneof(trickyText, fc.stringMatching(/^[a-z/.]{1,8}$/)), tie("tree"), { maxKeys: 4 })),
}));
const document = fc.oneof(fc.array(tree, { minLength: 1, maxLength: 4 }), fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,8}$/), tree, { minKeys: 1, maxKeys: 5 }));
const style = fc.record({
  indentSeq: fc.boolean(), lineWidth: fc.constantFrom(0, 20, 80), indent: fc.constantFrom(2, 4), simpleKeys: fc.boolean(),
  defaultStringType: fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_LITERAL", "BLOCK_FOLDED"),
  collectionStyle: fc.constantFrom("any", "block", "flow"), flowCollectionPadding: fc.boolean(),
} as const);

/** Pieces of lines as they stand in manifests, and as they stand in nobody's. */
const piece = fc.constantFrom(
  "a:", "b:", "name: web", "port: 80", "- ", "- - ", "- a", "-", "x: |", "x: |-", "x: |+", "x: |2", "x: >", "x: >-", "text", "  ", " ", '"quoted"', "'single'", '"open', "'open",
  'end"', "end'", "# comment", " # comment", "[a, 1, on]", "{a: 1, \"b\":2}", "[", "]", "{}", "[]", "key: value: x", "on: yes", "? q", "x: a\rb", ": v", "&a x", "*a", "x: &a", "y: &a 1", "z: *a", "- *a", "- &a", "!!str 1", "<<: *a", "~: 1",
  "\t", "a:\tb", "k : v", '"q": 1', "'q' : 1", "http://x:1", "a,b", "x: y # z", "x: 'a''b'", 'x: "a\\tb\\\n', "...", "%TAG", "constructor: 1", "\\", "0o17", "1_0: 2",
);
const line = fc.tuple(fc.constantFrom("", "", "  ", "    ", " ", "   "), fc.array(piece, { minLength: 0, maxLength: 2 })).map(([indent, pieces]) => indent + pieces.join(" "));
const soup = fc.array(line, { minLength: 1, maxLength: 7 }).map((lines) => lines.join("\n"));

describe("the fast YAML parser", () => {
  it("reads what it accepts of written values as the full parser does, and accepts most of them", () => {
    const tally = { read: 0, left: 0 };
    fc.assert(fc.property(document, style, (value, how) => agree(stringify(value, how), tally)), { numRuns: 3000 });
    expect(tally.read).toBeGreaterThan(tally.left / 2);
  });

  it("accepts nothing that the full parser refuses or reads otherwise, whatever the lines", () => {
    const tally = { read: 0, left: 0 };
    fc.assert(fc.property(soup, (text) => agree(text, tally)), { numRuns: 20_000 });
    expect(tally.read).toBeGreaterThan(1000);
  });

  it("never throws and always ends, on any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), (any) => {
      expect(() => parseFast(any, 0, any.length)).not.toThrow();
    }), { numRuns: 2000 });
  });
});

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = ["src/loaders/demo/platform", "../shared/facts/crds"];

describe.each(folders)("the manifests in %s", (folder) => {
  const files = existsSync(root + folder) ? globSync("**/*.{yaml,yml}", { cwd: root + folder }).toSorted() : [];
  it.skipIf(files.length === 0)("are read alike by both parsers", () => {
    const texts = files.map((file) => readFileSync(`${root}${folder}/${file}`, "utf8").replaceAll("\r\n", "\n"));
    const tally = { read: 0, left: 0 };
    for (const document of texts.flatMap((text) => text.split(/^---.*$/m))) agree(document, tally);
    expect(tally.read).toBeGreaterThan(tally.left);
  }, 120_000);
});
