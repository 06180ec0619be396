import { some } from "../notes/wording.ts";
import { type Condition, isStale } from "../topology/conditions.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import { defineCheck } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

const kinds = ["BackendTLSPolicy", ...allRouteKinds, "Gateway", "GatewayClass", "ListenerSet"] as const;

/** metadata.generation counts changes of the spec; a condition says in observedGeneration which one it judged. */
export const StatusStale = defineCheck({
  code: "StatusStale",
  severity: "warning",
  title: "The status is about an older version of the object",
  about: kinds,
  reads: [],
  run: (object) => {
    const stale = judgements(object).filter(({ condition }) => isStale(condition, object));
    const [first] = stale;
    if (!first) return [];
    return [{
      path: first.path,
      detail: `The object is at generation ${object.metadata.generation}, ${some(stale.map(({ condition }) => `${condition.type ?? "?"} at ${condition.observedGeneration}`))}: the controller has not judged the present spec, so its old verdict is not used.`,
      fix: ["If it stays so for more than a minute, see whether the controller runs, and what its log says."],
    }];
  },
});

interface Judgement { readonly path: string; readonly condition: Condition }

const judgements = (object: ObjectOf<(typeof kinds)[number]>): readonly Judgement[] => {
  const under = (path: string, conditions: readonly Condition[]): readonly Judgement[] => conditions.map((condition) => ({ path, condition }));
  switch (object.kind) {
    case "GatewayClass": return under("status.conditions", object.status.conditions);
    case "Gateway":
    case "ListenerSet": return [...under("status.conditions", object.status.conditions), ...object.status.listeners.flatMap((one, i) => under(`status.listeners[${i}]`, one.conditions))];
    case "BackendTLSPolicy": return object.status.ancestors.flatMap((one, i) => under(`status.ancestors[${i}]`, one.conditions));
    default: return (object.status?.parents ?? []).flatMap((one, i) => under(`status.parents[${i}]`, one.conditions));
  }
};
