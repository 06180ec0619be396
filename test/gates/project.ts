import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { root } from "../../scripts/processes.ts";

/** Source text by path. */
export type Files = Readonly<Record<string, string>>;

/**
 * A small project in a folder of its own, with the real configuration of this one
 * (`configuration` names the files to copy), removed when the test is over.
 */
export function projectWith(files: Files, configuration: readonly string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), "traffic-gate-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const path of configuration) cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
