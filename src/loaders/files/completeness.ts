/** What files say about objects that are not in them. */
import { type Kind, kindNames, kinds, type ObjectOf } from "../../core/snapshot/kinds.ts";
import { type Coverage, type Gap, isFromCluster, type Snapshot } from "../../core/snapshot/snapshot.ts";

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

const MESSAGE = "the files do not hold them; --complete says that what they do not hold does not exist";
const absent = (kind: Kind, namespace?: string): Gap => ({ kind, ...(namespace === undefined ? {} : { namespace }), reason: "NotInFiles", message: MESSAGE });

export const knowledgeOf = (completeness: Completeness, objects: Snapshot["objects"]): Knowledge => {
  if (completeness === "complete") {
    return { coverage: kindNames.map((kind) => ({ kind })), gaps: [], assumptions: ["What the files do not hold does not exist (--complete)."] };
  }
  if (completeness === "partial") {
    return { coverage: [], gaps: kindNames.map((kind) => absent(kind)), assumptions: ["What the files do not hold may exist elsewhere (--partial)."] };
  }
  const dumped = kindNames.filter((kind) => silent.has(kind) && kind !== "Secret").flatMap((kind) => dumpedIn(kind, objects[kind]));
  const known = new Set(dumped.filter((one) => one.namespace === undefined).map((one) => one.kind));
  return {
    coverage: [...kindNames.filter((kind) => !silent.has(kind)).map((kind) => ({ kind })), ...dumped],
    gaps: [...silent].filter((kind) => !known.has(kind)).map((kind) => absent(kind)),
    assumptions: [
      "The files hold every Service, workload, Ingress, Gateway, route, ReferenceGrant and NetworkPolicy there is: one that is not in them does not exist.",
      "Pods, EndpointSlices, Nodes, classes, Namespaces and Secrets that are not in the files are not known (--complete and --partial change both).",
      ...(dumped.length > 0 ? ["Kinds that were read from a cluster are taken as complete in the namespaces that the files hold of them."] : []),
    ],
  };
};

/** Objects with a creationTimestamp came out of a cluster; a dump of a kind holds all of it in its namespaces. */
const dumpedIn = (kind: Kind, objects: readonly ObjectOf<Kind>[]): readonly Coverage[] => {
  const live = objects.filter((object) => isFromCluster(object));
  if (live.length === 0) return [];
  return kinds[kind].namespaced ? [...new Set(live.map((object) => object.metadata.namespace ?? ""))].map((namespace) => ({ kind, namespace })) : [{ kind }];
};
