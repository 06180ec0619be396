/** What explain says by itself, about the question rather than about an object in the cluster. */
import type { Note, Severity } from "../notes/note.ts";
import type { ObjectRef } from "../snapshot/ref.ts";

/** Keep sorted. */
export const explainCodes = {
  AddressNotOwned: { severity: "error", title: "Nothing in the cluster has this address" },
  ClusterIPOutside: { severity: "error", title: "A cluster IP means nothing outside the cluster" },
  HostnameNotRouted: { severity: "error", title: "No Ingress rule or route takes this hostname" },
  IngressPortNotServed: { severity: "error", title: "The Ingress does not offer this port" },
  ListenerPortNotFound: { severity: "error", title: "The Gateway does not listen on this port" },
  LocalhostIsNotANode: { severity: "error", title: "localhost does not lead to the cluster's nodes" },
  NodeWithoutEndpoint: { severity: "error", title: "This node has no pod to pass the connection to" },
  NotReachableFrom: { severity: "error", title: "No way in is open to a client there" },
  ObjectNotFound: { severity: "error", title: "The object does not exist" },
  PathNotRouted: { severity: "error", title: "No rule for this hostname takes this path" },
  PodNotSelected: { severity: "error", title: "No Service selects this pod" },
  ServicePortNotFound: { severity: "error", title: "The Service does not have this port" },
} as const satisfies Record<string, { readonly severity: Severity; readonly title: string }>;

export type ExplainCode = keyof typeof explainCodes;

interface Said { readonly path?: string; readonly detail: string; readonly fix: readonly string[]; readonly unknown?: string | undefined }

export const say = (code: ExplainCode, about: ObjectRef, said: Said): Note => ({
  code, ...explainCodes[code], about, path: said.path ?? "", detail: said.detail, fix: said.fix,
  ...(said.unknown === undefined ? {} : { unknown: said.unknown }),
});
