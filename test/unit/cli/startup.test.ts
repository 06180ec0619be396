import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importsOf } from "../../../scripts/layers/imports.ts";

const root = join(import.meta.dirname, "../../..");

const isTypeOnly = (file: string, line: number): boolean => (readFileSync(join(root, file), "utf8").split("\n")[line - 1] ?? "").startsWith("import type ");

/** Modules that are loaded before any command is chosen: what main.ts imports statically, and what that imports. */
const loadedAtStart = (): readonly string[] => {
  const seen = new Set<string>(["src/cli/main.ts"]);
  for (const file of seen) {
    if (!file.startsWith("src/")) continue;
    for (const { target, form, line } of importsOf(root, file)) if (form === "static" && !isTypeOnly(file, line)) seen.add(target);
  }
  return [...seen];
};

test("a command loads only what it uses: at the start there is the command line, and the terminal's rules", () => {
  const others = loadedAtStart().filter((one) => !one.startsWith("src/cli/"));
  expect(others.toSorted()).toEqual(["package.json", "src/render/text/terminal.ts"]);
});
