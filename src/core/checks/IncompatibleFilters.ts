import type { ObjectOf } from "../snapshot/kinds.ts";
import { defineCheck, type Finding } from "./check.ts";

type Rule = ObjectOf<"HTTPRoute">["spec"]["rules"][number];

/**
 * A redirect is the whole answer: it excludes backendRefs and URLRewrite in the same rule (validation of HTTPRouteRule).
 * API servers with the current CRDs refuse such a route; what an older one took never sends a request on.
 */
export const IncompatibleFilters = defineCheck({
  code: "IncompatibleFilters",
  severity: "error",
  title: "A rule redirects and wants more than that",
  about: ["HTTPRoute"],
  reads: [],
  run: (route) =>
    route.spec.rules.flatMap((rule, i): readonly Finding[] => {
      const at = rule.filters.findIndex((filter) => filter.type === "RequestRedirect");
      const beside = at < 0 ? [] : besides(rule);
      if (beside.length === 0) return [];
      return [{
        path: `spec.rules[${i}].filters[${at}]`,
        detail: `Rule ${i} has a RequestRedirect beside ${beside.join(" and ")}: every request is answered with the redirect, and the API server refuses such a rule.`,
        fix: [`Remove ${beside.join(" and ")} from spec.rules[${i}], or the redirect.`, "To redirect http to https, give the redirect a route of its own that attaches to the HTTP listener only (sectionName)."],
      }];
    }),
});

const besides = ({ backendRefs, filters }: Rule): readonly string[] => [
  ...(backendRefs.length > 0 ? ["backendRefs"] : []),
  ...(filters.some((filter) => filter.type === "URLRewrite") ? ["URLRewrite"] : []),
];
