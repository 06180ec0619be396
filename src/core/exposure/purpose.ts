/** What a Service is for: why it has its type, and who sends traffic to it. */
import { formatRef } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";
import { ingressUsesOf, routeUsesOf } from "../topology/backends.ts";
import type { Service } from "../topology/selection.ts";
import { isHeadless, typeOf } from "./direct.ts";

const wellKnown: Readonly<Record<string, string>> = {
  "default/kubernetes": "The API server, for pods that talk to it (controllers, operators, kubectl in a pod). Clients outside use the address in their kubeconfig.",
  "kube-system/kube-dns": "The cluster's DNS, for every pod: each pod's resolver points at this address. Nothing outside needs it.",
};

/** One of the cluster's own Services: internal for good. */
export const isClusterOwn = ({ metadata }: Service): boolean => wellKnown[`${metadata.namespace}/${metadata.name}`] !== undefined;

const byType: Readonly<Record<string, string>> = {
  ClusterIP: "Type ClusterIP: a stable address inside the cluster, for other pods. Nothing outside reaches it by itself.",
  Headless: "A headless Service (clusterIP: None): DNS answers with the pods' own addresses, for clients that need each pod, such as members of a database.",
  NodePort: "Type NodePort: the same port on every node, for tests and for load balancers that are set up by hand.",
  LoadBalancer: "Type LoadBalancer: an address of its own outside the cluster, for one Service that clients use directly.",
  ExternalName: "Type ExternalName: a DNS alias for something outside the cluster; there is nothing to route to.",
};

export const purposeOf = (snapshot: Snapshot, service: Service): readonly string[] => {
  const known = wellKnown[`${service.metadata.namespace}/${service.metadata.name}`];
  const type = byType[isHeadless(service) ? "Headless" : typeOf(service)];
  const users = [...ingressUsesOf(snapshot, service).map((use) => formatRef(refOf(use.ingress))), ...routeUsesOf(snapshot, service).map((use) => formatRef(refOf(use.route)))];
  const distinct = [...new Set(users)];
  const sent = distinct.length === 0 ? [] : [`Traffic is sent to it by ${distinct.slice(0, 4).join(", ")}${distinct.length > 4 ? ` and ${distinct.length - 4} more` : ""}.`];
  return [...(type ? [type] : []), ...(known ? [known] : []), ...sent];
};
