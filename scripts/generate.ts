// npm run generate               writes every generated page again
// npm run generate -- --check    says which of them are out of date, and writes nothing
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generators } from "./generators/all.ts";
import type { Generator, Page } from "./generators/generator.ts";
import { root } from "./processes.ts";

/** Exit code 0: everything is up to date or was written; 1: --check found an outdated page. */
export async function generate(all: readonly Generator[], folder: string, check: boolean): Promise<number> {
  let outdated = 0;
  for (const { name, pages } of all) {
    for (const page of await pages(folder)) {
      if (currentText(folder, page) === page.text) continue;
      outdated += 1;
      console.log(check ? `${page.path} is not what ${name} generates: run npm run generate` : `${page.path} written by ${name}`);
      if (!check) write(folder, page);
    }
  }
  return check && outdated > 0 ? 1 : 0;
}

function currentText(folder: string, page: Page): string | undefined {
  try {
    return readFileSync(join(folder, page.path), "utf8");
  } catch {
    return undefined;
  }
}

function write(folder: string, page: Page): void {
  const path = join(folder, page.path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, page.text);
}

if (import.meta.main) process.exitCode = await generate(generators, root, process.argv.includes("--check"));
