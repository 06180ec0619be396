import type { z } from "zod";
import { explain as decide, type Question } from "../core/exposure/explain.ts";
import type { ExplainResult } from "../core/exposure/model.ts";
import { referencesOf } from "../core/exposure/references.ts";
import { parseTarget, targetKinds } from "../core/exposure/target.ts";
import { type Kind, routeKinds } from "../core/snapshot/kinds.ts";
import type { Need } from "../core/snapshot/need.ts";
import { type Operation, UsageError } from "./operation.ts";
import type { explainInput } from "./schemas.ts";

export type ExplainInput = z.infer<typeof explainInput>;

/** Read everywhere: any of them may lead to what is asked about, or be what a wrong name meant. */
const everywhere: readonly Kind[] = ["BackendTLSPolicy", "Gateway", "Ingress", "ListenerSet", "ReferenceGrant", "Service", ...routeKinds];
const cluster: readonly Kind[] = ["GatewayClass", "IngressClass", "Namespace", "Node"];

const questionOf = (asked: ExplainInput): Question => {
  const target = parseTarget(asked.target);
  if ("error" in target) {
    throw new UsageError("InvalidTarget", `Cannot tell what "${asked.target}" is: ${target.error}`, `Name an object (${targetKinds.slice(0, 4).join(", ")}, …) as kind/name, or a URL, an IP or a hostname.`);
  }
  const cost = asked.costLow === undefined && asked.costHigh === undefined ? undefined : { low: asked.costLow ?? asked.costHigh ?? 0, high: asked.costHigh ?? asked.costLow ?? 0 };
  return { asked: asked.target, target, namespace: asked.namespace ?? asked.defaultNamespace ?? "default", isDefault: asked.namespace === undefined, from: asked.from, compareTypes: asked.compareTypes, cost };
};

export const explain: Operation<ExplainInput, ExplainResult> = {
  name: "explain",
  summary: "Explain why a Service, URL or address can or cannot be reached, and what to do",
  needs: (asked): readonly Need[] => {
    const { target, namespace } = questionOf(asked);
    const home = target.form === "address" ? namespace : target.namespace ?? namespace;
    return [
      ...everywhere.map((kind): Need => ({ kind, elseNamespaces: [home] })),
      ...cluster.map((kind): Need => ({ kind })),
      ...(target.form === "object" && target.kind === "Pod" ? [{ kind: "Pod", namespace: home } as const] : []),
      ...(target.form === "address" && target.isIP ? [{ kind: "Pod", elseNamespaces: [home] } as const] : []),
    ];
  },
  references: (snapshot, asked) => referencesOf(snapshot, questionOf(asked)),
  run: (snapshot, asked) => decide(snapshot, questionOf(asked)),
};
