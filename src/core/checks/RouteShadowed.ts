import { formatRef, refKey } from "../snapshot/ref.ts";
import { refOf } from "../snapshot/snapshot.ts";
import { type Shadow, shadowsOf } from "../topology/shadowed.ts";
import { defineCheck } from "./check.ts";

/** No controller reports it: both routes are accepted, and one gets nothing. */
export const RouteShadowed = defineCheck({
  code: "RouteShadowed",
  severity: "warning",
  title: "Another rule has the same match and takes its requests",
  about: ["HTTPRoute"],
  reads: ["Gateway", "ListenerSet", "Namespace"],
  run: (route, snapshot) => {
    const shadows = shadowsOf(snapshot).get(refKey(refOf(route))) ?? [];
    const first = new Map<string, Shadow>();
    for (const shadow of shadows) {
      const path = pathOf(shadow);
      if (!first.has(path)) first.set(path, shadow);
    }
    return [...first].map(([path, { place, winner, listener, isCertain }]) => {
      const isOwn = winner.route === place.route;
      const other = isOwn ? `Rule ${winner.ruleIndex}, which stands before it,` : `Rule ${winner.ruleIndex} of ${formatRef(refOf(winner.route))}`;
      return {
        path,
        detail: `${other} has the same match for ${place.hostname === "" ? "every hostname" : place.hostname} on listener ${listener.spec.name} of ${formatRef(refOf(listener.owner))}${isOwn ? "" : isCertain ? " and goes first (the older route does, then the first by namespace and name)" : "; the older route goes first"}.`,
        fix: ["Give one of them another match or hostname, or remove it."],
        ...(isCertain ? {} : { unknown: "which of the two routes is older is not known: manifests have no creation time" }),
      };
    });
  },
});

const pathOf = ({ place }: Shadow): string => {
  const rule = `spec.rules[${place.ruleIndex}]`;
  return (place.route.spec.rules[place.ruleIndex]?.matches.length ?? 0) > 0 ? `${rule}.matches[${place.matchIndex}]` : rule;
};
