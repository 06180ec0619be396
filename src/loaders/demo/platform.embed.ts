import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "platform");

/** The demo platform, file by file. Builds put the texts themselves in the place of this module. */
export const platform: readonly { readonly name: string; readonly text: string }[] = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .toSorted()
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
