import { kubectl } from "../notes/wording.ts";
import { defineCheck } from "./check.ts";

/** What an implementation's own filter does is not known here; one that cannot be resolved must make requests fail. */
export const ExtensionRefUnknown = defineCheck({
  code: "ExtensionRefUnknown",
  severity: "info",
  title: "A filter of the implementation's own is not evaluated",
  about: ["GRPCRoute", "HTTPRoute"],
  reads: [],
  run: (route) =>
    route.spec.rules.flatMap((rule, i) =>
      rule.filters.flatMap(({ type, extensionRef }, j) => {
        if (type !== "ExtensionRef" || !extensionRef) return [];
        const { group = "", kind = "?", name = "?" } = extensionRef;
        return [{
          path: `spec.rules[${i}].filters[${j}].extensionRef`,
          detail: `${kind} ${name}${group === "" ? "" : ` (${group})`} may answer, change or refuse requests of rule ${i}; if it does not exist, they fail.`,
          fix: [kubectl(route.metadata.namespace ?? "", "get", group === "" ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`, name, "-o", "yaml")],
        }];
      })),
});
