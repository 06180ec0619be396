/**
 * What people see: folders with command.txt (comment lines `# env NAME=VALUE` set variables), the files that the
 * command reads, stdin.yaml where it reads standard input, and expected.txt with what it prints.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectGolden } from "../support/golden.ts";
import { runProgram } from "../support/program.ts";

const root = join(import.meta.dirname, "cli");

/** Words as a shell splits them, with double and single quotes and nothing else. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? "");

describe("command line", () => {
  for (const name of readdirSync(root)) {
    test(`${name} prints what was recorded`, async () => {
      const folder = join(root, name);
      const lines = readFileSync(join(folder, "command.txt"), "utf8").trim().split("\n");
      const env = Object.fromEntries(lines.flatMap((line) => [...line.matchAll(/^# env (\w+)=(.*)$/g)].map(([, key, value]) => [key, value])));
      const commands = lines.filter((line) => !line.startsWith("#"));
      const stdin = join(folder, "stdin.yaml");
      const transcript = [];
      for (const command of commands) {
        const words = wordsOf(command);
        const argv = words.slice(words[0] === "kubectl" ? 2 : 1);
        const { stdout, stderr, code } = await runProgram(argv, { cwd: folder, env, ...(existsSync(stdin) ? { stdin: readFileSync(stdin, "utf8") } : {}) });
        expect(code, `${command}\n${stderr}`).not.toBe(70);
        transcript.push(`$ ${command}\n${stdout}${stderr === "" ? "" : `[stderr]\n${stderr}`}[exit code ${code}]\n`);
      }
      expectGolden(join(folder, "expected.txt"), transcript.join("\n"));
    });
  }
});
