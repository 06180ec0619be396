/** Files laid over a cluster: what would be if they were applied. */
import type { Kind, ObjectOf } from "../core/snapshot/kinds.ts";
import { merge } from "../core/snapshot/merge.ts";
import { refKey } from "../core/snapshot/ref.ts";
import { isFromCluster, refOf, type Snapshot } from "../core/snapshot/snapshot.ts";
import type { Source } from "./source.ts";

/**
 * Objects of the files replace those of the base, and what the base does not know the files do not settle: its gaps
 * and its coverage are the ones that count. What the cluster gave an object (addresses, node ports) it keeps, as it
 * would after `kubectl apply`.
 */
export const overlay = (base: Source, files: Source): Source => ({
  name: `${base.name} with ${files.name} applied`,
  load: async (needs, options) => {
    const [below, above] = await Promise.all([base.load(needs, options), files.load(needs, options)]);
    const replaced = new Set(Object.values(above.objects).flatMap((objects) => objects.map((object) => refKey(refOf(object)))));
    const merged = merge(
      { ...below, malformed: below.malformed.filter(({ about }) => !replaced.has(refKey(about))) },
      // A document that could not be read may hold what seems to be missing here as well.
      { ...above, objects: applied(below, above), coverage: [], gaps: above.gaps.filter(({ reason }) => reason === "Unreadable"), assumptions: [] },
    );
    const assumption = `With ${files.name} applied over ${base.name}, Services, Ingresses and Gateways keep the addresses that they have.`;
    return { ...merged, source: `${below.source} with ${files.name} applied`, assumptions: [...below.assumptions, assumption] };
  },
});

const applied = (below: Snapshot, { objects }: Snapshot): Snapshot["objects"] => ({
  ...objects,
  Service: over(below.objects.Service, objects.Service, keepService),
  Ingress: over(below.objects.Ingress, objects.Ingress, (object, { status }) => ({ ...object, status: { ...status, ...object.status } })),
  Gateway: over(below.objects.Gateway, objects.Gateway, (object, { status }) =>
    ({ ...object, status: { ...object.status, addresses: object.status.addresses.length > 0 ? object.status.addresses : status.addresses } })),
});

/** An object that a cluster has shown says itself what it was given. */
const over = <K extends Kind>(below: readonly ObjectOf<K>[], above: readonly ObjectOf<K>[], keep: (object: ObjectOf<K>, before: ObjectOf<K>) => ObjectOf<K>): readonly ObjectOf<K>[] => {
  if (above.length === 0) return above;
  const before = new Map(below.map((object) => [refKey(refOf(object)), object]));
  return above.map((object) => {
    const known = isFromCluster(object) ? undefined : before.get(refKey(refOf(object)));
    return known ? keep(object, known) : object;
  });
};

type Service = ObjectOf<"Service">;
const hasNodePorts = ({ spec: { type } }: Service): boolean => type === "NodePort" || type === "LoadBalancer";

const keepService = (object: Service, before: Service): Service => {
  const { spec, status } = object;
  if (spec.type === "ExternalName") return object;
  const { clusterIP, clusterIPs, loadBalancerClass } = before.spec;
  const isBalanced = spec.type === "LoadBalancer" && before.spec.type === "LoadBalancer";
  return {
    ...object,
    spec: {
      ...(clusterIP === undefined ? {} : { clusterIP }), ...(isBalanced && loadBalancerClass !== undefined ? { loadBalancerClass } : {}), ...spec,
      clusterIPs: spec.clusterIPs.length > 0 || spec.clusterIP !== undefined ? spec.clusterIPs : clusterIPs,
      ports: hasNodePorts(object) && hasNodePorts(before) ? spec.ports.map((port) => keepNodePort(port, before)) : spec.ports,
    },
    status: isBalanced ? { ...before.status, ...status } : status,
  };
};

type Port = Service["spec"]["ports"][number];

const keepNodePort = (port: Port, before: Service): Port => {
  const known = before.spec.ports.find((one) => one.port === port.port && (one.protocol ?? "TCP") === (port.protocol ?? "TCP"));
  return known?.nodePort === undefined ? port : { nodePort: known.nodePort, ...port };
};
