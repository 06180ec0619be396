import { describe, expect, test } from "vitest";
import { checkBorders } from "../../scripts/layers/borders.ts";
import { layers } from "../../scripts/layers/rules.ts";
import { projectWith, type Files } from "./project.ts";

/** One module in each layer, all of them importing only what they may. */
const clean: Files = {
  "src/core/snapshot/snapshot.ts": "export type Snapshot = 1;",
  "src/core/topology/grants.ts": 'import type { Snapshot } from "../snapshot/snapshot.ts"; export type Grants = Snapshot;',
  "src/core/exposure/list.ts": 'export type { Finding } from "../checks/check.ts";',
  "src/core/checks/check.ts": 'export type Finding = import("../topology/grants.ts").Grants;',
  "src/operations/list.ts": 'import { z } from "zod"; import type { Finding } from "../core/exposure/list.ts"; export const a: [unknown, Finding] = [z, 1];',
  "src/cli/main.ts": 'import { argv } from "node:process"; export const mcp = () => import("../mcp/serve.ts"); export { argv };',
  "src/mcp/serve.ts": 'export { a } from "../operations/list.ts"; export * from "@modelcontextprotocol/server/stdio.js";',
};

function violationsWith(files: Files): string[] {
  const { violations } = checkBorders(projectWith({ ...clean, ...files }));
  return violations.map(({ file, line, problem }) => `${file}:${line} ${problem}`);
}

test("keeping the borders is no violation", () => {
  const { violations, files, imports } = checkBorders(projectWith(clean));
  expect({ violations, files, imports }).toEqual({ violations: [], files: 7, imports: 9 });
});

/** [from, to]: each border of the design once. */
const forbidden: readonly (readonly [string, string])[] = [
  ["src/core/snapshot", "src/core/topology"],
  ["src/core/notes", "src/core/topology"],
  ["src/core/facts", "src/core/topology"],
  ["src/core/topology", "src/core/routing"],
  ["src/core/routing", "src/core/checks"],
  ["src/core/routing", "src/core/translate"],
  ["src/core/translate", "src/core/checks"],
  ["src/core/translate", "src/core/decision"],
  ["src/core/checks", "src/core/translate"],
  ["src/core/checks", "src/core/exposure"],
  ["src/core/exposure", "src/core/decision"],
  ["src/core/exposure", "src/core/translate"],
  ["src/core/decision", "src/core/translate"],
  ["src/core/decision", "src/operations"],
  ["src/core/checks", "src/loaders"],
  ["src/core/routing", "src/render"],
  ["src/operations", "src/loaders"],
  ["src/operations", "src/render"],
  ["src/operations", "src/cli"],
  ["src/loaders", "src/operations"],
  ["src/loaders", "src/render"],
  ["src/render", "src/operations"],
  ["src/render", "src/loaders"],
  ["src/cli", "src/mcp"],
  ["src/cli", "src/agent"],
  ["src/mcp", "src/cli"],
  ["src/mcp", "src/agent"],
  ["src/agent", "src/cli"],
  ["src/agent", "src/mcp"],
];

const forms: Readonly<Record<string, (path: string) => string>> = {
  "a value": (path) => `import { a } from "${path}"; export const b = a;`,
  "a type": (path) => `import type { a } from "${path}"; export type B = typeof a;`,
  "an inline type": (path) => `export type B = import("${path}").A;`,
  "a dynamic import": (path) => `export const load = () => import("${path}");`,
  "a re-export": (path) => `export * from "${path}";`,
};

describe.each(forbidden)("%s may not import %s", (from, to) => {
  test.each(Object.entries(forms))("as %s", (_, write) => {
    const up = "../".repeat(from.split("/").length);
    const file = `${from}/wrong.ts`;
    const found = violationsWith({ [file]: `\n${write(`${up}${to}/target.ts`)}`, [`${to}/target.ts`]: "export const a = 1;" });
    expect(found).toEqual([`${file}:2 ${from} may not import ${to}/target.ts`]);
  });
});

test("every layer has a border in the list above, and the rules allow none of them", () => {
  const allowed = (from: string, to: string): boolean =>
    layers.some(({ path, imports }) => path === from && [path, ...imports].some((one) => to === one || to.startsWith(`${one}/`)));
  const reached = forbidden.filter(([from, to]) => allowed(from, to));
  const neverFrom = layers.filter(({ path }) => !forbidden.some(([from]) => from === path)).map(({ path }) => path);
  expect({ reached, neverFrom }).toEqual({ reached: [], neverFrom: [] });
});

test.each([
  ["Node in the core", "src/core/checks/wrong.ts", 'import { readFileSync } from "node:fs";', "node:fs"],
  ["Node without its prefix", "src/render/wrong.ts", 'import type { Stats } from "fs";', "fs"],
  ["Node's types by reference", "src/core/notes/wrong.ts", '/// <reference types="node" />', "node:*"],
  ["a package nobody named", "src/core/facts/wrong.ts", 'import { parse } from "yaml";', "yaml"],
  ["require", "src/core/notes/wrong.ts", 'const a = require("yaml");', "yaml"],
  ["a computed import", "src/cli/wrong.ts", "export const load = (name: string) => import(name);", "(computed)"],
  ["tests", "src/cli/wrong.ts", 'import "../../test/gates/project.ts";', "test/gates/project.ts"],
  ["a neighbour's folder with the same beginning", "src/cli/wrong.ts", 'import "../core-old/a.ts";', "src/core-old/a.ts"],
])("%s is refused", (_, file, text, target) => {
  expect(violationsWith({ [file]: text })).toEqual([expect.stringContaining(`may not import ${target}`)]);
});

test("the entry starts the other adapters by dynamic import only", () => {
  const found = violationsWith({ "src/cli/main.ts": 'import type { a } from "../mcp/serve.ts"; export type A = typeof a;' });
  expect(found).toEqual(["src/cli/main.ts:1 src/cli may not import src/mcp/serve.ts"]);
});

test("a file outside every layer is refused", () => {
  expect(violationsWith({ "src/core/loose.ts": "export const a = 1;" })).toEqual(["src/core/loose.ts:1 belongs to no layer"]);
});

test("a project in which nothing is found is refused, not clean", () => {
  const { violations } = checkBorders(projectWith({ "src/cli/main.ts": "export const a = 1;" }));
  expect(violations).toHaveLength(1);
});
