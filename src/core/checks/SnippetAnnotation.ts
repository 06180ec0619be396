import { nginxAnnotation, nginxPath } from "../topology/ingress-controllers.ts";
import { defineCheck } from "./check.ts";

const SNIPPETS = ["auth-snippet", "configuration-snippet", "modsecurity-snippet", "server-snippet", "stream-snippet"] as const;

/** allow-snippet-annotations is false since ingress-nginx 1.9, and annotations-risk-level below Critical since 1.12. */
export const SnippetAnnotation = defineCheck({
  code: "SnippetAnnotation",
  severity: "info",
  title: "A snippet works only where the controller allows snippets",
  about: ["Ingress"],
  reads: ["IngressClass"],
  run: (ingress, snapshot) =>
    SNIPPETS.flatMap((name) =>
      nginxAnnotation(snapshot, ingress, name) === undefined
        ? []
        : [{
            path: nginxPath(name),
            detail: `${name} puts text into the configuration of nginx. By default ingress-nginx does not allow that: it refuses the Ingress, or leaves all of it out.`,
            fix: ["Say it with the annotations for the purpose (headers, redirects, authentication) where there are any.", "Otherwise allow-snippet-annotations: \"true\" and annotations-risk-level: Critical in the controller's ConfigMap allow it; whoever may write an Ingress can then read the controller's Secrets."],
          }]),
});
