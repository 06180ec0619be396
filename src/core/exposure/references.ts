/** What explain has to read once it knows what the question is about: the namespaces involved, and Secrets by name. */
import { find } from "../snapshot/find.ts";
import type { Kind } from "../snapshot/kinds.ts";
import type { Need } from "../snapshot/need.ts";
import { refKey, type ObjectRef } from "../snapshot/ref.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type Question, resolve } from "./explain.ts";

/** Kinds that tell about pods and what stands between them and their clients. */
const closer: readonly Kind[] = ["CiliumNetworkPolicy", "DaemonSet", "Deployment", "EndpointSlice", "NetworkPolicy", "Pod", "StatefulSet"];

export const referencesOf = (snapshot: Snapshot, question: Question): readonly Need[] => {
  const subject = resolve(snapshot, question);
  const namespaces = [...new Set(subject.services.map((service) => service.metadata.namespace ?? ""))];
  const fronts = subject.ways.flatMap((way) => way.hops.flatMap((hop) => (hop.kind === "loadbalancer" && hop.about ? [hop.about.namespace] : [])));
  return [
    ...namespaces.flatMap((namespace) => closer.map((kind): Need => ({ kind, namespace }))),
    ...subject.services.map((service): Need => ({
      kind: "Event", namespace: service.metadata.namespace ?? "", fieldSelector: `involvedObject.kind=Service,involvedObject.name=${service.metadata.name ?? ""}`,
    })),
    ...[...new Set(fronts)].filter((namespace) => !namespaces.includes(namespace)).map((namespace): Need => ({ kind: "EndpointSlice", namespace })),
    ...secretsOf(snapshot, subject.ways.flatMap((way) => [way.exposure.from, ...(way.exposure.gateway ? [way.exposure.gateway] : [])])),
  ];
};

/** Secrets that these objects name: TLS of an Ingress, certificateRefs of listeners. */
export const secretsOf = (snapshot: Snapshot, refs: readonly ObjectRef[]): readonly Need[] => {
  const distinct = [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
  const needs = distinct.flatMap((ref): Need[] => {
    if (ref.kind === "Ingress") {
      const lookup = find(snapshot, "Ingress", ref.namespace, ref.name);
      return lookup.state !== "found" ? [] : lookup.object.spec.tls.flatMap((one) => (one.secretName ? [secret(ref.namespace, one.secretName)] : []));
    }
    if (ref.kind !== "Gateway" && ref.kind !== "ListenerSet") return [];
    const lookup = find(snapshot, ref.kind, ref.namespace, ref.name);
    return lookup.state !== "found" ? [] : lookup.object.spec.listeners.flatMap((listener) =>
      (listener.tls?.certificateRefs ?? []).flatMap((one) => ((one.kind ?? "Secret") === "Secret" && one.name ? [secret(one.namespace ?? ref.namespace, one.name)] : [])));
  });
  return [...new Map(needs.map((need) => [`${need.namespace}/${need.name}`, need])).values()];
};

const secret = (namespace: string, name: string): Need => ({ kind: "Secret", namespace, name });
