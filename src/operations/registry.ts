import { explain } from "./explain.ts";
import { list } from "./list.ts";

/** Everything the tool can do. Keep sorted by name. */
export const operations = [explain, list] as const;
