// The last step of .ci/run: adds up what its parts left in a folder.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Sum {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Each part leaves NAME.exit with its exit code and, if it counts, NAME.json with
 * vitest's totals. A part that failed without a failed test broke off: that is one
 * failure. A part that only has an exit code is one thing that passed or failed.
 */
export function sumOf(folder: string): Sum {
  const parts = readdirSync(folder).flatMap((file) => (file.endsWith(".exit") ? [partOf(folder, file.slice(0, -".exit".length))] : []));
  return parts.reduce((sum, part) => ({ passed: sum.passed + part.passed, failed: sum.failed + part.failed }), { passed: 0, failed: 0 });
}

function partOf(folder: string, name: string): Sum {
  const ended = readFileSync(join(folder, `${name}.exit`), "utf8").trim() === "0";
  const counted = countsIn(join(folder, `${name}.json`)) ?? { passed: ended ? 1 : 0, failed: 0 };
  return { passed: counted.passed, failed: ended ? counted.failed : Math.max(1, counted.failed) };
}

function countsIn(file: string): Sum | undefined {
  try {
    const totals: { readonly numPassedTests: number; readonly numFailedTests: number } = JSON.parse(readFileSync(file, "utf8"));
    return { passed: totals.numPassedTests, failed: totals.numFailedTests };
  } catch {
    return undefined; // Not every part counts, and one that broke off wrote nothing or half a file.
  }
}

if (import.meta.main) {
  const { passed, failed } = process.argv[2] ? sumOf(process.argv[2]) : { passed: 0, failed: 1 };
  console.log(`${passed} passed, ${failed} failed`);
}
