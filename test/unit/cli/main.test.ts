import { describe, expect, test } from "vitest";
import manifest from "../../../package.json" with { type: "json" };
import { report } from "../../../src/cli/errors.ts";
import { worst } from "../../../src/cli/answer.ts";
import { LoadError } from "../../../src/loaders/error.ts";
import { UsageError } from "../../../src/operations/operation.ts";
import { runProgram } from "../../support/program.ts";

const reported = (error: unknown, env: Record<string, string> = {}) => {
  let said = "";
  const code = report(error, { stderr: { write: (text) => { said += text; } }, env });
  return { said, code };
};

describe("exit codes", () => {
  test("what the user can fix is said with what to do next", () => {
    expect(reported(new LoadError("NoSuchContext", "there is no context x", "Choose another."))).toEqual({ said: "error: there is no context x.\nChoose another.\n", code: 2 });
    expect(reported(new UsageError("InvalidTarget", "no", "Yes."))).toMatchObject({ code: 2 });
  });

  test("our own bug says how to report it, and shows where only when asked", () => {
    const { said, code } = reported(new TypeError("x is undefined"));
    expect(code).toBe(70);
    expect(said).toContain("has a bug: x is undefined.");
    expect(said).toContain("report");
    expect(said).not.toContain("main.test.ts");
    expect(reported(new TypeError("x is undefined"), { TRAFFIC_DEBUG: "1" }).said).toContain("main.test.ts");
  });

  test("a message from elsewhere cannot act on the terminal", () => {
    expect(reported(new LoadError("X", "context \u001b[2J\u202e", "hint\u0007")).said).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  test("of several, the one that needs most attention counts", () => {
    expect(worst([0, 3, 1, 0])).toBe(1);
    expect(worst([1, 2, 3])).toBe(2);
    expect(worst([2, 70])).toBe(70);
    expect(worst([0, 3])).toBe(3);
    expect(worst([])).toBe(0);
  });
});

test("version is the package's", async () => {
  expect(await runProgram(["version"])).toEqual({ stdout: `kubectl-traffic ${manifest.version}\n`, stderr: "", code: 0 });
});
