import type { Route } from "../snapshot/kinds.ts";
import { defineCheck, type Finding } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

type Rule = Route["spec"]["rules"][number];

/** Such a rule answers 500 (UNAVAILABLE over gRPC), or refuses connections. A redirect needs no backend, an extension may not. */
export const NoBackends = defineCheck({
  code: "NoBackends",
  severity: "error",
  title: "A rule of a route sends its traffic nowhere",
  about: allRouteKinds,
  reads: [],
  run: (route) =>
    route.spec.rules.flatMap((rule, i): readonly Finding[] => {
      const path = `spec.rules[${i}]`;
      if (answersItself(rule)) return [];
      if (rule.backendRefs.length === 0) {
        return [{ path, detail: `Rule ${i} has no backendRefs, so every request that it takes fails.`, fix: [`Add a Service to ${path}.backendRefs, or remove the rule.`] }];
      }
      if (rule.backendRefs.some((ref) => ref.weight !== 0)) return [];
      return [{ path, detail: `All backendRefs of rule ${i} have weight 0, so every request that it takes fails.`, fix: [`Give a backendRef of ${path} a weight of 1 or more.`] }];
    }),
});

const answersItself = (rule: Rule): boolean =>
  "filters" in rule && rule.filters.some((filter) => filter.type === "RequestRedirect" || filter.type === "ExtensionRef");
