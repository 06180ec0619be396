import { expect, test } from "vitest";
import { bounded, BUDGET, sizeOf } from "../../../src/mcp/bounds.ts";

test("leaves what fits as it is", () => {
  const value = { verdict: "yes", lines: ["one", "two\nlines"], nested: { ready: 2 } };
  expect(bounded(value)).toEqual({ value, truncated: false });
});

test("shows characters that hide, move or reorder text by their number", () => {
  const { value } = bounded({ name: "a\u001b[31mb\u202Ec\u200Bd\u{E0041}" });
  expect(value.name).toBe(String.raw`a\x1b[31mb\u{202e}c\u{200b}d\u{e0041}`);
});

test("cuts lists, records and strings until the value fits, and says so", () => {
  const huge = {
    verdict: "no",
    text: "x".repeat(100_000),
    labels: Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`label-${index}`, "v".repeat(63)])),
    rows: Array.from({ length: 3000 }, (_, index) => ({ index, lines: Array.from({ length: 40 }, () => "y".repeat(400)) })),
  };
  const { value, truncated } = bounded(huge);
  expect(truncated).toBe(true);
  expect(sizeOf(value)).toBeLessThanOrEqual(BUDGET);
  expect(Object.keys(value)).toEqual(Object.keys(huge));
  expect(value.rows.length).toBeGreaterThan(0);
  expect(value.text).toMatch(/^x+\.\.\. \(100000 characters\)$/);
});

test("keeps every field of an object that is no record", () => {
  const note = { code: "C", severity: "error", title: "t".repeat(9000), about: { group: "", kind: "Service", namespace: "n", name: "m" }, path: "", detail: "d".repeat(9000), fix: ["f".repeat(9000)], unknown: "u" };
  const { value } = bounded({ notes: Array.from({ length: 500 }, () => note) });
  expect(Object.keys(value.notes[0] ?? {})).toEqual(Object.keys(note));
});
