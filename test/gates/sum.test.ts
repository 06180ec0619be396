import { expect, test } from "vitest";
import { sumOf } from "../../scripts/ci/sum.ts";
import { projectWith } from "./project.ts";

const totals = (numPassedTests: number, numFailedTests: number): string => JSON.stringify({ numPassedTests, numFailedTests });

test.each([
  ["every part passed", { "tests.exit": "0\n", "tests.json": totals(40, 0), "build.exit": "0\n" }, 41, 0],
  ["tests failed", { "tests.exit": "1\n", "tests.json": totals(38, 2) }, 38, 2],
  ["a runner broke off before it wrote anything", { "tests.exit": "1\n", "build.exit": "0\n" }, 1, 1],
  ["a runner broke off while writing", { "tests.exit": "134\n", "tests.json": '{"numPassedTests": 3' }, 0, 1],
  ["a runner failed after its tests passed", { "tests.exit": "1\n", "tests.json": totals(40, 0) }, 40, 1],
  ["a test file did not load", { "tests.exit": "1\n", "tests.json": totals(0, 0) }, 0, 1],
  ["nothing ran", {}, 0, 0],
])("%s", (_, files, passed, failed) => {
  expect(sumOf(projectWith(files))).toEqual({ passed, failed });
});
