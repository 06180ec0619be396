import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tools } from "../../src/mcp/tools/registry.ts";
import { operations } from "../../src/operations/registry.ts";
import type { Generator } from "./generator.ts";

const PATH = "skills/traffic-engineer/SKILL.md";
const PART = /(<!-- generated: calls -->\n)[^]*?(<!-- end of generated -->)/;

const inputsOf = (tool: (typeof tools)[number]): readonly string[] => {
  const schema = tool.input["~standard"].jsonSchema.input({ target: "draft-2020-12" });
  return Object.keys(schema["properties"] ?? {});
};

const table = (): string => [
  "| over MCP | inputs |",
  "|---|---|",
  ...tools.map((tool) => `| \`${tool.name}\` | ${inputsOf(tool).map((name) => `\`${name}\``).join(", ")} |`),
  "",
  "| on the command line | does |",
  "|---|---|",
  ...operations.map(({ name, summary }) => `| \`kubectl traffic ${name}\` | ${summary} |`),
].join("\n");

/** The tables of tools and commands in the skill; the rest of it is written by hand. */
export const skill: Generator = {
  name: "the tools and operations",
  pages: (root) => {
    const text = readFileSync(join(root, PATH), "utf8");
    if (!PART.test(text)) throw new Error(`${PATH} has no part between <!-- generated: calls --> and <!-- end of generated -->`);
    return [{ path: PATH, text: text.replace(PART, (_all, start: string, end: string) => `${start}${table()}\n${end}`) }];
  },
};
