/** As much of a CiliumNetworkPolicy as says whether it may concern a pod. Its rules are not evaluated. */
import type { ObjectOf } from "../snapshot/kinds.ts";

export type CiliumPolicy = ObjectOf<"CiliumNetworkPolicy">;
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

const fieldsOf = (value: unknown, key: string): Fields | undefined => {
  const inner = isFields(value) ? value[key] : undefined;
  return isFields(inner) ? inner : undefined;
};

/** Label keys may carry the source they come from: `k8s:app`, `any:app`. Labels of other sources are not on the pod object. */
const plainKey = (key: string): string | undefined => {
  const colon = key.indexOf(":");
  if (colon < 0) return key;
  return ["k8s", "any"].includes(key.slice(0, colon)) ? key.slice(colon + 1) : undefined;
};

/** False only when a label that the endpointSelector demands is certainly not on the pod. */
export const maySelect = ({ spec }: CiliumPolicy, labels: Readonly<Record<string, string>>): boolean => {
  if (fieldsOf(spec, "nodeSelector")) return false;
  const wanted = fieldsOf(fieldsOf(spec, "endpointSelector"), "matchLabels");
  return Object.entries(wanted ?? {}).every(([key, value]) => {
    const plain = plainKey(key);
    // What the namespace or Cilium itself contributes (io.kubernetes.pod.namespace, reserved:…) cannot be ruled out.
    return plain === undefined || plain.startsWith("io.kubernetes.") || plain.startsWith("io.cilium.") || labels[plain] === value;
  });
};

/** A policy with ingress rules, allowing or denying, ends the default of letting everyone in. Several `specs` may do anything. */
export const restrictsIngress = ({ spec }: CiliumPolicy): boolean => {
  if (!isFields(spec)) return true;
  return (Array.isArray(spec["ingress"]) && fieldsOf(spec, "enableDefaultDeny")?.["ingress"] !== false) || Array.isArray(spec["ingressDeny"]);
};
