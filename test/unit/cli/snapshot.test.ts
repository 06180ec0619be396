import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runProgram } from "../../support/program.ts";

let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "traffic-snapshot-"));
  const { stdout } = await runProgram(["snapshot", "--demo"]);
  writeFileSync(join(folder, "demo.json"), stdout);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a saved snapshot", () => {
  test.each([
    ["list", "-A"],
    ["list", "-n", "tasks"],
    ["explain", "service/storefront", "-n", "shop"],
    ["explain", "http://10.96.45.123:8000"],
  ])("answers %s %s as what it was taken from", async (...question) => {
    const [direct, saved] = await Promise.all([["--demo"], ["-f", join(folder, "demo.json")]].map((source) => runProgram([...question, ...source, "-o", "json"])));
    expect(JSON.parse(saved?.stdout ?? "")).toEqual(JSON.parse(direct?.stdout ?? ""));
    expect(saved?.code).toBe(direct?.code);
  });
});
