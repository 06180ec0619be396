import type { ExplainResult } from "../../core/exposure/model.ts";
import { explain } from "../../operations/registry.ts";
import { bounded, BUDGET, sizeOf } from "../bounds.ts";
import { explainText } from "../text/explain.ts";
import { type Added, defineTool } from "./tool.ts";

export interface Explained extends ExplainResult, Added {}

/** Room for the names of the fields that the call adds. */
const ROOM = 200;

export const explainExposure = defineTool({
  name: "explain_exposure",
  title: "Explain why something is or is not reachable",
  description: "Why a client can or cannot reach a Service, Ingress, Gateway, route, pod, URL or IP: verdict, path hop by hop, causes with field paths, commands that fix it. One call answers \"why does it not load\".",
  operation: explain,
  takes: ["target", "namespace", "from", "compareTypes"],
  own: {},
  adds: {},
  told: ({ namespace }) => (namespace === undefined ? {} : { defaultNamespace: namespace }),
  fit: (result, unreadable): Explained => fitted({ ...result, unreadable }),
  text: explainText,
});

/** The hops of the deciding way stand in `path` already; those of the others go first when there is too much. */
const fitted = (whole: Omit<Explained, "truncated">): Explained => {
  const lean = { ...whole, ways: whole.ways.map((way) => (way.hops === whole.path ? { ...way, hops: [] } : way)) };
  const budget = BUDGET - ROOM;
  if (sizeOf(lean) > budget) {
    const { value } = bounded({ ...lean, ways: lean.ways.map((way) => ({ ...way, hops: [] })) }, budget);
    return { ...value, truncated: true };
  }
  const { value, truncated } = bounded(lean, budget);
  return { ...value, truncated };
};
