import type { ExplainResult, ListResult } from "../core/exposure/model.ts";
import { explain as explainOperation, type ExplainInput } from "./explain.ts";
import { list as listOperation, type ListInput } from "./list.ts";
import type { Described } from "./operation.ts";
import { explainInput, explainResult, listInput, listResult } from "./schemas.ts";

export const explain: Described<ExplainInput, ExplainResult> = { ...explainOperation, input: explainInput, output: explainResult };
export const list: Described<ListInput, ListResult> = { ...listOperation, input: listInput, output: listResult };

/** Everything that is offered with a published form. Keep sorted by name. */
export const operations = [explain, list] as const;
