/** What files say about objects that are not in them. */
import { type Kind, kindNames, kinds } from "../../core/snapshot/kinds.ts";
import type { Coverage, Gap } from "../../core/snapshot/snapshot.ts";

/** `folder`: complete for what people keep in files, silent about what only a cluster has. */
export type Completeness = "folder" | "complete" | "partial";

export interface Knowledge {
  readonly coverage: readonly Coverage[];
  readonly gaps: readonly Gap[];
  readonly assumptions: readonly string[];
}

/** Kinds that a cluster makes by itself, or that are kept elsewhere for good reasons. */
const silent: ReadonlySet<Kind> = new Set([
  "CiliumNetworkPolicy", "ConfigMap", "CustomResourceDefinition", "EndpointSlice", "Endpoints", "Event", "GatewayClass", "IngressClass", "Namespace", "Node", "Pod", "ReplicaSet", "Secret",
]);

/** Secrets are never dumped as a whole: who shares a dump leaves them out. */
const neverListed: ReadonlySet<Kind> = new Set(["Secret"]);

const MESSAGE = "the files do not hold them; --complete says that what they do not hold does not exist";
const absent = (kind: Kind): Gap => ({ kind, reason: "NotInFiles", message: MESSAGE });

/** `listed`: namespaces of kinds that a list showed as they are in a cluster, which is how `kubectl get` prints all of them. */
export const knowledgeOf = (completeness: Completeness, listed: ReadonlyMap<Kind, ReadonlySet<string>>): Knowledge => {
  if (completeness === "complete") {
    return { coverage: kindNames.map((kind) => ({ kind })), gaps: [], assumptions: ["What the files do not hold does not exist (--complete)."] };
  }
  if (completeness === "partial") {
    return { coverage: [], gaps: kindNames.map(absent), assumptions: ["What the files do not hold may exist elsewhere (--partial)."] };
  }
  const dumped = [...listed].filter(([kind]) => silent.has(kind) && !neverListed.has(kind)).flatMap(([kind, namespaces]) => dumpOf(kind, namespaces));
  const known = new Set(dumped.filter((one) => one.namespace === undefined).map((one) => one.kind));
  return {
    coverage: [...kindNames.filter((kind) => !silent.has(kind)).map((kind) => ({ kind })), ...dumped],
    gaps: kindNames.filter((kind) => silent.has(kind) && !known.has(kind)).map(absent),
    assumptions: [
      "The files hold every Service, workload, Ingress, Gateway, route, ReferenceGrant and NetworkPolicy there is: one that is not in them does not exist.",
      "Pods, EndpointSlices, Nodes, classes, Namespaces and Secrets that are not in the files are not known (--complete and --partial change both).",
      ...(dumped.length > 0 ? ["A list that a cluster printed holds all objects of its kinds in the namespaces that it shows."] : []),
    ],
  };
};

const dumpOf = (kind: Kind, namespaces: ReadonlySet<string>): readonly Coverage[] =>
  kinds[kind].namespaced ? [...namespaces].map((namespace) => ({ kind, namespace })) : [{ kind }];

/** What could not be read: the kind when the text still tells it; the place, for people. */
export interface Unread { readonly kind: Kind | undefined; readonly place: string }

/** A document that could not be read may hold whatever seems to be missing, so it outranks every claim to be complete. */
export const withoutUnread = (knowledge: Knowledge, unread: readonly Unread[]): Knowledge => {
  if (unread.length === 0) return knowledge;
  const gaps = kindNames.flatMap((kind): readonly Gap[] => {
    const places = unread.filter((one) => one.kind === undefined || one.kind === kind).map(({ place }) => place);
    if (places.length === 0) return [];
    const more = places.length > 1 ? ` and ${places.length - 1} more` : "";
    return [{ kind, reason: "Unreadable", message: `not everything could be read, and the rest may hold it: ${places[0] ?? ""}${more}` }];
  });
  const lost = new Set(gaps.map(({ kind }) => kind));
  return { ...knowledge, coverage: knowledge.coverage.filter(({ kind }) => !lost.has(kind)), gaps: [...gaps, ...knowledge.gaps.filter(({ kind }) => !lost.has(kind))] };
};
