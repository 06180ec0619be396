import { gapFor } from "../snapshot/find.ts";
import { ingressUses } from "../topology/backends.ts";
import { isRefusal } from "../topology/backing.ts";
import { nginxAnnotation, nginxPath, isTrue } from "../topology/ingress-controllers.ts";
import { mainsOf } from "../topology/ingress-paths.ts";
import { defineCheck, undecided } from "./check.ts";

/** ingress-nginx merges a canary into the Ingress that it belongs to: the same host, path and pathType, without canary. */
export const CanaryWithoutMain = defineCheck({
  code: "CanaryWithoutMain",
  severity: "error",
  title: "A canary Ingress has no main Ingress",
  about: ["Ingress"],
  reads: ["IngressClass"],
  run: (ingress, snapshot) => {
    if (!isTrue(nginxAnnotation(snapshot, ingress, "canary"))) return [];
    const gap = gapFor(snapshot, "Ingress");
    return ingressUses(ingress).flatMap((use) => {
      if (use.isDefault || mainsOf(snapshot, use).length > 0 || (gap && !isRefusal(gap))) return [];
      const place = `${use.host ?? "any host"}${use.urlPath ?? "/"}`;
      return [{
        path: use.path.replace(/\.backend$/, ""),
        detail: `${nginxPath("canary")} makes this a canary for ${place} (${use.pathType ?? "no pathType"}), and no Ingress of its class has that host, path and pathType without being a canary: nothing is served there.`,
        fix: ["Give the canary the host, path and pathType of the Ingress that it belongs to, or remove the canary annotations."],
        ...(gap ? { unknown: undecided(gap) } : {}),
      }];
    });
  },
});
