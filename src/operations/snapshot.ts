import { secretsOf } from "../core/exposure/references.ts";
import { type Kind, kindNames, kinds } from "../core/snapshot/kinds.ts";
import type { Need } from "../core/snapshot/need.ts";
import { refOf, type Snapshot } from "../core/snapshot/snapshot.ts";
import type { Operation } from "./operation.ts";

export interface SnapshotInput {
  /** Only the Services of this namespace and what may lead to them; absent: all. */
  readonly namespace?: string | undefined;
}

/** Secrets are read by name only; Events and ConfigMaps tell about one object at a time. */
const byNameOnly: readonly Kind[] = ["ConfigMap", "CustomResourceDefinition", "Event", "Secret"];
/** Kinds that tell about a Service only where the Service is; any other may lead to it from elsewhere. */
const local: readonly Kind[] = ["DaemonSet", "Deployment", "EndpointSlice", "Endpoints", "NetworkPolicy", "CiliumNetworkPolicy", "Pod", "ReplicaSet", "StatefulSet"];

/** Everything that other operations may ask of a source, to ask it again later or elsewhere. */
export const snapshot: Operation<SnapshotInput, Snapshot> = {
  name: "snapshot",
  summary: "Save what can be read, to share it or to ask again later",
  needs: ({ namespace }) => [
    ...kindNames.filter((kind) => !byNameOnly.includes(kind)).map((kind): Need => {
      if (namespace === undefined || !kinds[kind].namespaced) return { kind };
      return local.includes(kind) ? { kind, namespace } : { kind, elseNamespaces: [namespace] };
    }),
    // Why a load balancer is pending is said in Events about its Service.
    { kind: "Event", fieldSelector: "involvedObject.kind=Service", ...(namespace === undefined ? {} : { namespace }) },
  ],
  references: (read) => secretsOf(read, [...read.objects.Ingress, ...read.objects.Gateway, ...read.objects.ListenerSet].map(refOf)),
  run: (read) => read,
};
