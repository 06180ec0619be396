import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../src/cli/main.ts";
import type { Generator } from "./generator.ts";

const PATH = "README.md";
const PART = /<!-- generated: kubectl traffic (.*) -->\n[^]*?<!-- end of generated -->/g;

/** No answer about the demo is worse than "it does not work". */
const worstAnswer = 1;

/** What a reader sees who types the command: 80 columns, no colour, and nothing of the machine this runs on. */
const outputOf = async (command: string): Promise<string> => {
  let stdout = "";
  let stderr = "";
  const code = await main(command.split(" "), {
    stdin: (async function* nothing() {})(),
    stdout: { write: (text) => { stdout += text; } },
    stderr: { write: (text) => { stderr += text; } },
    env: { LANG: "en_US.UTF-8", NO_COLOR: "1", COLUMNS: "80" },
  });
  if (code > worstAnswer || stderr !== "") throw new Error(`${PATH}: kubectl traffic ${command} ended with ${code}: ${stderr}`);
  return stdout;
};

const part = async (command: string): Promise<string> => [
  `<!-- generated: kubectl traffic ${command} -->`, "```console", `$ kubectl traffic ${command}`, (await outputOf(command)).trimEnd(), "```", "<!-- end of generated -->",
].join("\n");

/** The outputs in the README; its text names the commands and is written by hand. */
export const readme: Generator = {
  name: "the program's answers about the demo",
  pages: async (root) => {
    const text = readFileSync(join(root, PATH), "utf8");
    const commands = [...text.matchAll(PART)].map(([, command = ""]) => command);
    if (commands.length === 0) throw new Error(`${PATH} has no part between <!-- generated: kubectl traffic ... --> and <!-- end of generated -->`);
    const parts = new Map<string, string>();
    for (const command of commands) parts.set(command, await part(command));
    return [{ path: PATH, text: text.replace(PART, (before, command: string) => parts.get(command) ?? before) }];
  },
};
