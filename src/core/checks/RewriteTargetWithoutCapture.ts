import { ingressUses } from "../topology/backends.ts";
import { nginxAnnotation } from "../topology/ingress-controllers.ts";
import { defineCheck } from "./check.ts";

/** Capture groups of an expression, those in classes, escaped ones and (?:...) left out. */
const groupsIn = (path: string): number =>
  (path.replaceAll(/\\./g, "").replaceAll(/\[[^\]]*\]/g, "").match(/\((?!\?)|\(\?P?<(?![=!])/g) ?? []).length;

/** The part of a path before anything that is special in an expression. */
const literalPart = (path: string): string => (/^[^()[\]{}|*^$+?\\]*/.exec(path)?.[0] ?? "").replace(/\/$/, "");

const effectOf = (urlPath: string, target: string, highest: number): string => {
  const groups = groupsIn(urlPath);
  if (groups > 0) return `the path ${urlPath} has ${groups} of the ${highest} groups: $${highest} is empty`;
  return `the path ${urlPath} has no group: the pods get every request as ${target.replaceAll(/\$\d/g, "") || "/"}`;
};

/** ingress-nginx: $1 and so on in rewrite-target stand for groups of the path, and for nothing where there is none. */
export const RewriteTargetWithoutCapture = defineCheck({
  code: "RewriteTargetWithoutCapture",
  severity: "warning",
  title: "rewrite-target uses a capture group that the path does not have",
  about: ["Ingress"],
  reads: ["IngressClass"],
  run: (ingress, snapshot) => {
    const target = nginxAnnotation(snapshot, ingress, "rewrite-target") ?? "";
    const highest = Math.max(0, ...[...target.matchAll(/\$(\d)/g)].map((match) => Number(match[1])));
    if (highest === 0) return [];
    return ingressUses(ingress).flatMap(({ urlPath = "/", path, isDefault }) =>
      isDefault || groupsIn(urlPath) >= highest
        ? []
        : [{
            path: path.replace(/backend$/, "path"),
            detail: `rewrite-target is ${target}, and ${effectOf(urlPath, target, highest)}.`,
            fix: [`Give the path the groups that rewrite-target uses, for example ${literalPart(urlPath)}(/|$)(.*) with pathType ImplementationSpecific and rewrite-target /$2.`],
          }]);
  },
});
