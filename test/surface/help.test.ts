/** What --help says of every command: a change here is a change of what people can type. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { expectGolden } from "../support/golden.ts";
import { runProgram } from "../support/program.ts";

describe("help", () => {
  for (const argv of [[], ...commands.map(({ name }) => [name])]) {
    test(`kubectl traffic ${argv.join(" ")} --help`, async () => {
      const { stdout, stderr, code } = await runProgram([...argv, "--help"]);
      expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
      expectGolden(join(import.meta.dirname, "help", `${argv[0] ?? "kubectl-traffic"}.txt`), stdout);
    });
  }

  test("fits into 80 columns, but for commands to copy", async () => {
    for (const argv of [[], ...commands.map(({ name }) => [name])]) {
      const { stdout } = await runProgram([...argv, "--help"]);
      expect(stdout.split("\n").filter((line) => line.length > 80 && !line.includes("kubectl-traffic completion"))).toEqual([]);
    }
  });

  test("a letter stands for one flag in all commands, and a flag for one thing", () => {
    const flags = commands.flatMap((command) => Object.entries(command.flags));
    const byLetter = Map.groupBy(flags.filter(([, { short }]) => short !== undefined), ([, { short }]) => short);
    expect([...byLetter].filter(([, entries]) => new Set(entries.map(([name]) => name)).size > 1)).toEqual([]);
    expect([...Map.groupBy(flags, ([name]) => name)].filter(([, entries]) => new Set(entries.map(([, spec]) => spec)).size > 1)).toEqual([]);
  });

  test("every example is a command that parses", async () => {
    const { parse } = await import("../../src/cli/parse.ts");
    for (const [, example] of commands.flatMap((command) => command.examples)) {
      const argv = example.replace(/^.*\bkubectl[ -]traffic /, "").replace(/ > .*| *\)$/g, "").split(" ");
      expect({ example, kind: (await parse(argv, commands)).kind }).toEqual({ example, kind: "command" });
    }
  });
});
