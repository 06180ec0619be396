import { ingressUses, type IngressUse } from "../topology/backends.ts";
import { controllerOf } from "../topology/ingress-controllers.ts";
import { defineCheck, type Finding } from "./check.ts";

const EXPRESSION = /[()[\]{}|*^$+\\]/;

/** Exact and Prefix compare paths literally, Prefix by whole elements (networking/v1); expressions belong to ImplementationSpecific. */
export const IngressPathTypeSurprise = defineCheck({
  code: "IngressPathTypeSurprise",
  severity: "info",
  title: "The pathType does not mean what the path suggests",
  about: ["Ingress"],
  reads: ["IngressClass"],
  run: (ingress, snapshot) => {
    const isNginx = controllerOf(snapshot, ingress)?.name === "ingress-nginx";
    return ingressUses(ingress).flatMap((use) => literalExpression(use, isNginx) ?? exactSlash(use) ?? []);
  },
});

const pathOf = (use: IngressUse): string => use.path.replace(/\.backend$/, "");

const literalExpression = (use: IngressUse, isNginx: boolean): Finding | undefined =>
  EXPRESSION.test(use.urlPath ?? "") && (use.pathType === "Prefix" || use.pathType === "Exact")
    ? {
        path: `${pathOf(use)}.pathType`,
        detail: isNginx
          ? `pathType ${use.pathType} is for literal paths. ingress-nginx takes ${use.urlPath} as a pattern only where use-regex or rewrite-target is set for the host, and refuses such a path since version 1.12 (strict-validate-path-type).`
          : `pathType ${use.pathType} takes ${use.urlPath} literally, not as a pattern.`,
        fix: [`Set ${pathOf(use)}.pathType to ImplementationSpecific if a pattern is meant and the controller knows patterns; for everything below a path, write the path alone with pathType Prefix.`],
        severity: "warning",
      }
    : undefined;

const exactSlash = (use: IngressUse): Finding | undefined =>
  use.pathType === "Exact" && (use.urlPath ?? "").length > 1 && use.urlPath?.endsWith("/")
    ? {
        path: `${pathOf(use)}.path`,
        detail: `pathType Exact takes ${use.urlPath} with its slash at the end only; ${use.urlPath.slice(0, -1)} is another path.`,
        fix: [`Use pathType Prefix, which takes both, or add a path for ${use.urlPath.slice(0, -1)}.`],
      }
    : undefined;
