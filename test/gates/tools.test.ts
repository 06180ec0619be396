import { describe, expect, test } from "vitest";
import { runTool } from "../../scripts/processes.ts";
import { projectWith, type Files } from "./project.ts";

const configuration = ["package.json", "tsconfig.json", "src/core/tsconfig.json", ".oxlintrc.json", "scripts/lint", "knip.jsonc"];

/**
 * What one of the tools of `npm run check` says about a project with the configuration
 * of this one: its exit code and, for each file, what it complained of there. All files
 * of a table are judged in one run, because starting a tool takes longer than its work.
 */
async function judge(tool: string, args: readonly string[], files: Files): Promise<{ passed: boolean; complaints: Record<string, string> }> {
  const { code, output } = await runTool(tool, args, { cwd: projectWith(files, configuration) });
  const complaints: Record<string, string> = {};
  for (const line of output.split("\n")) {
    const file = Object.keys(files).find((path) => line.startsWith(path));
    if (file) complaints[file] = `${complaints[file] ?? ""}${line.slice(file.length)}\n`;
  }
  return { passed: code === 0, complaints };
}

type Row = readonly [file: string, text: string, complaint?: string];

const filesOf = (rows: readonly Row[]): Files => Object.fromEntries(rows.map(([file, text]) => [file, text]));

/** Every file of the table is complained of, and in the words that its row expects. */
const expectedOf = (rows: readonly Row[]): unknown => ({
  passed: false,
  complaints: Object.fromEntries(rows.map(([file, , complaint]) => [file, expect.stringContaining(complaint ?? "")])),
});

const clean = { passed: true, complaints: {} };

const lines = (count: number, line: string): string => `${line}\n`.repeat(count);

describe("types in the core", () => {
  const refused: readonly Row[] = [
    ["src/core/checks/process.ts", "export const a = process.env;", "process"],
    ["src/core/checks/console.ts", 'export const a = (): void => console.log("");', "console"],
    ["src/core/checks/timeout.ts", "export const a = setTimeout(() => {}, 1);", "setTimeout"],
    ["src/core/checks/fetch.ts", 'export const a = fetch("https://shop.example.com");', "fetch"],
    ["src/core/checks/buffer.ts", 'export const a = Buffer.from("");', "Buffer"],
    ["src/core/checks/file.ts", 'import { readFileSync } from "node:fs"; export const a = readFileSync;', "node:fs"],
  ];

  test("code without Node compiles", async () => {
    const files = { "src/core/checks/a.ts": "export const a = new Map([[1, 2]]).size;" };
    expect(await judge("typescript", ["-p", "src/core"], files)).toEqual(clean);
  });

  test("nothing of Node does", async () => {
    expect(await judge("typescript", ["-p", "src/core"], filesOf(refused))).toEqual(expectedOf(refused));
  });

  test("all of it does outside the core", async () => {
    const elsewhere = refused.map(([file, text]): Row => [file.replace("core/checks", "cli"), text]);
    expect(await judge("typescript", ["-p", "."], filesOf(elsewhere))).toEqual(clean);
  });
});

test("types are strict everywhere", async () => {
  const refused: readonly Row[] = [
    ["src/cli/element.ts", "export const a = (list: readonly string[]): string => list[0];", "undefined"],
    ["src/cli/optional.ts", "export const a: { b?: string } = { b: undefined };", "exactOptionalPropertyTypes"],
    ["src/cli/enum.ts", "export enum A { B }", "erasableSyntaxOnly"],
    ["src/cli/property.ts", "export class A { constructor(readonly b: string) {} }", "erasableSyntaxOnly"],
    ["src/cli/import.ts", 'import { PathLike } from "node:fs"; export type A = PathLike;', "verbatimModuleSyntax"],
    ["test/unit/null.ts", "export const a: string = null;", "null"],
  ];
  expect(await judge("typescript", ["-p", "."], filesOf(refused))).toEqual(expectedOf(refused));
});

describe("lint", () => {
  const sum = (terms: number): string => Array.from({ length: terms }, (_, at) => `b === ${at}`).join(" || ");
  const lint = (rows: readonly Row[]) => judge("oxlint", ["--deny-warnings", "--format=unix"], filesOf(rows));

  test("what is just within the limits passes", async () => {
    const allowed: readonly Row[] = [
      ["src/core/checks/length.ts", lines(249, "export {};") + "export {};"],
      ["src/core/facts/table.generated.ts", lines(900, "export {};")],
      ["src/cli/function.ts", `export function a(): void {\n${lines(58, '  "".trim();')}}`],
      ["src/cli/complexity.ts", `export const a = (b: number): boolean => ${sum(12)};`],
      ["src/cli/parameters.ts", "export const a = (b: number, c: number, d: number, e: number): number => b + c + d + e;"],
      ["src/core/checks/date.ts", "export const a = (at: string): Date => new Date(at);"],
      ["src/loaders/parse.ts", "export const a = (b: unknown): string => b as string;"],
      ["src/core/checks/constant.ts", 'export const a = ["b"] as const satisfies readonly string[];'],
      ["scripts/print.ts", 'console.log("");'],
    ];
    expect(await lint(allowed)).toEqual(clean);
  });

  test("what is just beyond them does not", async () => {
    const refused: readonly Row[] = [
      ["src/core/checks/length.ts", lines(250, "export {};") + "export {};", "eslint(max-lines)"],
      ["src/cli/function.ts", `export function a(): void {\n${lines(59, '  "".trim();')}}`, "eslint(max-lines-per-function)"],
      ["src/cli/complexity.ts", `export const a = (b: number): boolean => ${sum(13)};`, "eslint(complexity)"],
      ["src/cli/parameters.ts", "export const a = (b: number, c: number, d: number, e: number, f: number): number => b + c + d + e + f;", "eslint(max-params)"],
      ["src/loaders/any.ts", "export const a = (b: any): unknown => b;", "typescript(no-explicit-any)"],
      ["src/cli/bang.ts", "export const a = (b?: string): string => b!;", "typescript(no-non-null-assertion)"],
      ["src/core/checks/assertion.ts", "export const a = (b: unknown): string => b as string;", "typescript(no-unsafe-type-assertion)"],
      ["src/cli/await.ts", "export const a = (b: () => Promise<void>): void => { b(); };", "typescript(no-floating-promises)"],
      ["src/cli/default.ts", "export default 1;", "import(no-default-export)"],
      ["src/mcp/print.ts", 'console.log("");', "eslint(no-console)"],
      ["src/core/checks/clock.ts", "export const a = Date.now();", "purity(no-clock-or-chance)"],
      ["src/core/checks/now.ts", "export const a = new Date();", "purity(no-clock-or-chance)"],
      ["src/core/checks/chance.ts", "export const a = Math.random();", "purity(no-clock-or-chance)"],
    ];
    expect(await lint(refused)).toEqual(expectedOf(refused));
  });
});

describe("dead code", () => {
  const used: Files = {
    "src/cli/main.ts": 'import { stringify } from "yaml"; import { a } from "./a.ts"; stringify(a);',
    "src/cli/a.ts": "export const a = 1;",
    "package.json": JSON.stringify({ name: "shop", type: "module", dependencies: { yaml: "2.9.1" } }),
  };
  const knip = (files: Files) => judge("knip", ["--include", "files,exports,dependencies", "--reporter", "compact"], { ...used, ...files });

  test("a project that uses everything passes", async () => {
    expect(await knip({})).toEqual(clean);
  });

  test("an unused file, export and package are refused", async () => {
    const unused = {
      "src/cli/main.ts": 'import "./a.ts";',
      "src/cli/a.ts": "export const kept = 1;",
      "src/cli/b.ts": "export const b = 1;",
    };
    const { passed, complaints } = await knip(unused);
    expect({ passed, files: Object.keys(complaints).sort() }).toEqual({ passed: false, files: ["package.json", "src/cli/a.ts", "src/cli/b.ts"] });
  });
});
