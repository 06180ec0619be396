import type { z } from "zod";
import { list as decide } from "../core/exposure/list.ts";
import type { ListResult } from "../core/exposure/model.ts";
import { type Kind, routeKinds } from "../core/snapshot/kinds.ts";
import type { Need } from "../core/snapshot/need.ts";
import { matchesSelector } from "../core/topology/labels.ts";
import { parseSelector } from "./label-selector.ts";
import type { Operation } from "./operation.ts";
import type { listInput } from "./schemas.ts";

export type ListInput = z.infer<typeof listInput>;

/** Kinds that lie where the Services lie. */
const local: readonly Kind[] = ["EndpointSlice", "Ingress", "Service"];
/** Kinds that may lie anywhere and still lead to a Service. */
const anywhere: readonly Kind[] = ["Gateway", "ListenerSet", "ReferenceGrant", ...routeKinds];
const cluster: readonly Kind[] = ["GatewayClass", "IngressClass", "Namespace", "Node"];

export const list: Operation<ListInput, ListResult> = {
  name: "list",
  summary: "List every Service with every way it is exposed",
  needs: ({ namespace, pods }): readonly Need[] => [
    ...[...local, ...(pods ? (["Pod"] as const) : [])].map((kind) => (namespace === undefined ? { kind } : { kind, namespace })),
    ...anywhere.map((kind) => (namespace === undefined ? { kind } : { kind, elseNamespaces: [namespace] })),
    ...cluster.map((kind) => ({ kind })),
  ],
  run: (snapshot, { selector, ...query }) => {
    const parsed = selector === undefined ? undefined : parseSelector(selector);
    return decide(snapshot, { ...query, selects: parsed && ((labels) => matchesSelector(parsed, labels) === "yes") });
  },
};
