/** The words of prompts/ that the server says. Builds put the text in the place of this module. */
import { readFileSync } from "node:fs";

export const instructions: string = readFileSync(new URL("../../prompts/mcp-instructions.md", import.meta.url), "utf8").trim();
