import { some } from "../notes/wording.ts";
import { protocols } from "../topology/attachment.ts";
import { GATEWAY_GROUP } from "../topology/listeners.ts";
import type { ListenerSpec } from "../topology/listeners.ts";
import { defineCheck, type Finding } from "./check.ts";

/** allowedRoutes.kinds can only narrow what the protocol takes; the rest of the kinds stays in effect. */
export const InvalidRouteKinds = defineCheck({
  code: "InvalidRouteKinds",
  severity: "error",
  title: "A listener allows kinds of routes that its protocol does not take",
  about: ["Gateway", "ListenerSet"],
  reads: [],
  run: ({ spec }) => spec.listeners.flatMap((listener, i) => judge(listener, `spec.listeners[${i}].allowedRoutes.kinds`)),
});

const judge = ({ name, protocol = "", allowedRoutes }: ListenerSpec, path: string): readonly Finding[] => {
  const takes = Object.entries(protocols).filter(([, list]) => list.includes(protocol)).map(([kind]) => kind);
  const kinds = allowedRoutes?.kinds ?? [];
  // Kinds of other groups are the implementation's own.
  const wrong = kinds.filter(({ group = GATEWAY_GROUP, kind = "" }) => group === "" || (group === GATEWAY_GROUP && !takes.includes(kind)));
  if (takes.length === 0 || wrong.length === 0) return [];
  return [{
    path,
    detail: `Listener ${name} has protocol ${protocol}, which takes ${some(takes)}, not ${some(wrong.map((one) => (one.group === "" ? `${one.kind} of the core group` : (one.kind ?? "?"))))}.`,
    fix: [`Leave out ${path}: ${some(takes)} ${takes.length > 1 ? "are" : "is"} then allowed.`],
    ...(wrong.length < kinds.length ? { severity: "warning" as const } : {}),
  }];
};
