import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

/** Compares with a file. UPDATE=1 rewrites it; in CI a missing file fails. */
export const expectGolden = (file: string, actual: string): void => {
  if (process.env["UPDATE"] && !process.env["CI"]) writeFileSync(file, actual);
  if (!existsSync(file)) throw new Error(`${file} does not exist: run the tests with UPDATE=1 and read what it says`);
  expect(actual).toBe(readFileSync(file, "utf8"));
};
