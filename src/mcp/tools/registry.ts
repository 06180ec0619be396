import { explainExposure } from "./explain-exposure.ts";
import { listServices } from "./list-services.ts";
import type { Tool } from "./tool.ts";

/** Every tool, in the order in which hosts see them: sorted by name. */
export const tools: readonly Tool[] = [explainExposure, listServices];
