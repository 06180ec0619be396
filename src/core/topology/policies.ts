/** Which NetworkPolicies select a pod, and what they let in. */
import { derived, groupBy } from "../snapshot/derived.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type LabelSelector, matchesSelector } from "./labels.ts";

export type NetworkPolicy = ObjectOf<"NetworkPolicy">;
export type PolicyPeer = NetworkPolicy["spec"]["ingress"][number]["from"][number];
type PolicyPort = NetworkPolicy["spec"]["ingress"][number]["ports"][number];
type Labels = Readonly<Record<string, string>>;

const EVERY: LabelSelector = { matchLabels: {}, matchExpressions: [] };

export const podSelectorOf = (policy: NetworkPolicy): LabelSelector => policy.spec.podSelector ?? EVERY;

/** Absent policyTypes always include Ingress (NetworkPolicySpec.policyTypes in networking/v1). */
const isAboutIngress = ({ spec }: NetworkPolicy): boolean => spec.policyTypes.length === 0 || spec.policyTypes.includes("Ingress");

/** By one label that the selector demands, so that no pod is compared with every policy; "" for selectors without. */
const byLabel = derived((snapshot) =>
  groupBy(snapshot.objects.NetworkPolicy.filter(isAboutIngress), (policy) => {
    const [pair] = Object.entries(podSelectorOf(policy).matchLabels);
    return `${policy.metadata.namespace ?? ""}\n${pair ? pair.join("\n") : ""}`;
  }));

/** The policies for incoming traffic that select pods with these labels, or may. */
export const ingressPoliciesFor = (snapshot: Snapshot, namespace: string, labels: Labels): readonly NetworkPolicy[] =>
  ["", ...Object.entries(labels).map((pair) => pair.join("\n"))]
    .flatMap((pair) => byLabel(snapshot).get(`${namespace}\n${pair}`) ?? [])
    .filter((policy) => matchesSelector(podSelectorOf(policy), labels) !== "no");

/** A container's port, as policies see it: they apply behind the Service's translation. */
export interface TargetPort { readonly number?: number | undefined; readonly names: readonly string[]; readonly protocol: string }

const covers = (allowed: PolicyPort, { number, names, protocol }: TargetPort): boolean => {
  if ((allowed.protocol ?? "TCP") !== protocol) return false;
  if (allowed.port === undefined) return true;
  if (typeof allowed.port === "string") return names.includes(allowed.port);
  return number !== undefined && number >= allowed.port && number <= (allowed.endPort ?? allowed.port);
};

export interface Admission {
  /** anyone: no restriction. pods: from every pod of the cluster. some: from these peers only. nobody: no rule for this port. */
  readonly from: "anyone" | "pods" | "some" | "nobody";
  readonly peers: readonly PolicyPeer[];
}

/** What policies together let in on a port: they add up, none takes away. No policy at all lets in everyone. */
export const admissionOf = (policies: readonly NetworkPolicy[], port: TargetPort): Admission => {
  if (policies.length === 0) return { from: "anyone", peers: [] };
  const rules = policies.flatMap((policy) => policy.spec.ingress).filter((rule) => rule.ports.length === 0 || rule.ports.some((one) => covers(one, port)));
  if (rules.length === 0) return { from: "nobody", peers: [] };
  const peers = rules.flatMap((rule) => rule.from);
  if (rules.some((rule) => rule.from.length === 0)) return { from: "anyone", peers };
  return { from: peers.some(isEveryPod) ? "pods" : "some", peers };
};

const isEmpty = (selector: LabelSelector | undefined): boolean =>
  selector !== undefined && Object.keys(selector.matchLabels).length === 0 && selector.matchExpressions.length === 0;

const isEveryPod = (peer: PolicyPeer): boolean => isEmpty(peer.namespaceSelector) && (peer.podSelector === undefined || isEmpty(peer.podSelector));
