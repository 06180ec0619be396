import type { LabelSelector } from "../core/topology/labels.ts";
import { UsageError } from "./operation.ts";

const SET = /^([\w./-]+)\s+(in|notin)\s+\(([^)]*)\)$/;
const EQUALITY = /^([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)$/;
const EXISTENCE = /^(!?)\s*([\w./-]+)$/;

type Expression = LabelSelector["matchExpressions"][number];

const one = (term: string): Expression | undefined => {
  const set = SET.exec(term);
  if (set) return { key: set[1] ?? "", operator: set[2] === "in" ? "In" : "NotIn", values: (set[3] ?? "").split(",").map((value) => value.trim()) };
  const equality = EQUALITY.exec(term);
  if (equality) return { key: equality[1] ?? "", operator: equality[2] === "!=" ? "NotIn" : "In", values: [equality[3] ?? ""] };
  const existence = EXISTENCE.exec(term);
  return existence ? { key: existence[2] ?? "", operator: existence[1] === "!" ? "DoesNotExist" : "Exists", values: [] } : undefined;
};

/** A label selector as kubectl -l takes it: `app=web,tier!=db,env in (a,b),!old`. */
export const parseSelector = (text: string): LabelSelector => {
  const terms = text.split(/,(?![^(]*\))/).map((term) => term.trim()).filter((term) => term !== "");
  const matchExpressions = terms.map((term) => {
    const parsed = one(term);
    if (!parsed) throw new UsageError("InvalidSelector", `"${term}" is not a label selector`, "Write it as kubectl does: app=web, tier!=db, 'env in (a,b)', !old.");
    return parsed;
  });
  return { matchLabels: {}, matchExpressions };
};
