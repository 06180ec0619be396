import type { Command } from "./command.ts";
import { completion } from "./commands/completion.ts";
import { explain } from "./commands/explain.ts";
import { list } from "./commands/list.ts";
import { mcp } from "./commands/mcp.ts";
import { snapshot } from "./commands/snapshot.ts";
import { version } from "./commands/version.ts";

/** Every command, in the order in which help shows them. */
export const commands: readonly Command[] = [list, explain, snapshot, mcp, completion, version];
