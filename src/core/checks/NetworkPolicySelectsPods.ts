import { kubectl, some } from "../notes/wording.ts";
import { gapFor } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type Backing, backingKinds, backingOf, hasSelector, isRefusal } from "../topology/backing.ts";
import { formatLabels, type LabelSelector } from "../topology/labels.ts";
import { type Admission, admissionOf, ingressPoliciesFor, type NetworkPolicy, type PolicyPeer, type TargetPort } from "../topology/policies.ts";
import { containerPorts, podSpecOf, protocolOf, resolveTargetPort, type ServicePort } from "../topology/ports.ts";
import type { Pod, Service, Workload } from "../topology/selection.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";

/**
 * A pod that a NetworkPolicy selects takes only what some policy allows, on its own port and not the Service's
 * (networking/v1). Who the client is, and whether the cluster's network enforces policies, the API does not say.
 */
export const NetworkPolicySelectsPods = defineCheck({
  code: "NetworkPolicySelectsPods",
  severity: "error",
  title: "A NetworkPolicy decides who may reach the pods",
  about: ["Service"],
  reads: [...backingKinds, "NetworkPolicy"],
  evidence: ["NetworkPolicy"],
  run: (service, snapshot) => {
    if (!hasSelector(service)) return [];
    const backing = backingOf(snapshot, service);
    const gap = gapFor(snapshot, "NetworkPolicy", service.metadata.namespace ?? "");
    const all: readonly (ServicePort | undefined)[] = service.spec.ports.length > 0 ? service.spec.ports : [undefined];
    const findings = all.flatMap((port, i) => {
      const made = onPort(snapshot, service, backing, port);
      return made ? [{ path: port ? `spec.ports[${i}]` : "spec.selector", ...made }] : [];
    });
    if (findings.length > 0) return findings;
    return isRefusal(gap) ? [{ path: "spec.selector", detail: "Whether a NetworkPolicy keeps clients from the pods is not known.", fix: ["Ask for permission to list networkpolicies (networking.k8s.io)."], unknown: undecided(gap) }] : [];
  },
});

interface Restricted { readonly policies: readonly NetworkPolicy[]; readonly admission: Admission; readonly target: TargetPort }

const strictness = ["nobody", "some", "pods"] as const;

/** The strictest that any pod behind the port gets. Pods of one workload carry the same labels and count once. */
const onPort = (snapshot: Snapshot, service: Service, backing: Backing, port: ServicePort | undefined): Omit<Finding, "path"> | undefined => {
  const namespace = service.metadata.namespace ?? "";
  const kinds = new Map(backing.makers.map((maker) => [JSON.stringify(labelsOf(maker)), maker]));
  const restricted = [...kinds.values()].flatMap((maker): Restricted[] => {
    const policies = ingressPoliciesFor(snapshot, namespace, labelsOf(maker));
    const target = targetOf(maker, port);
    const admission = admissionOf(policies, target);
    return admission.from === "anyone" ? [] : [{ policies, admission, target }];
  });
  for (const from of strictness) {
    const found = restricted.find((one) => one.admission.from === from);
    if (found) return finding(service, port, found);
  }
  return undefined;
};

const labelsOf = (maker: Pod | Workload): Readonly<Record<string, string>> => {
  const { "pod-template-hash": _hash, ...labels } = maker.kind === "Pod" ? maker.metadata.labels : maker.spec.template.metadata.labels;
  return labels;
};

const targetOf = (maker: Pod | Workload, port: ServicePort | undefined): TargetPort => {
  const spec = podSpecOf(maker);
  const number = port ? resolveTargetPort(port, spec) : undefined;
  const names = containerPorts(spec).flatMap((one) => (one.containerPort === number && one.name !== undefined ? [one.name] : []));
  return { number, names, protocol: port ? protocolOf(port) : "TCP" };
};

const finding = (service: Service, port: ServicePort | undefined, found: Restricted): Omit<Finding, "path"> => {
  const { policies, admission, target } = found;
  const names = policies.map((policy) => policy.metadata.name ?? "");
  const look = names.slice(0, 2).map((name) => kubectl(service.metadata.namespace ?? "", "describe", "networkpolicy", name));
  const detail = `${names.length === 1 ? "NetworkPolicy" : "NetworkPolicies"} ${some(names)} ${names.length === 1 ? "selects" : "select"} the pods: ${allowed(found)}.${mixedUp(policies, port, target)}`;
  // The clients of a ClusterIP are pods; only a proxy on a node's own network is not, and no selector names that.
  if (admission.from === "pods" && (service.spec.type ?? "ClusterIP") === "ClusterIP") return { detail, fix: look, severity: "info" };
  return {
    detail,
    fix: [...look, `Allow ${portWords(target) || "ingress"} from the client; through a Gateway, an Ingress or a load balancer that is the proxy or the node, not the client outside.`],
    unknown: admission.from === "nobody" ? "whether the cluster's network enforces NetworkPolicies cannot be seen in the API" : "who the client is, and so whether it is among those that are let in, is not known",
  };
};

const portWords = ({ number, protocol }: TargetPort): string => (number === undefined ? "" : `port ${number}/${protocol}`);

const allowed = ({ admission, target }: Restricted): string => {
  const where = portWords(target) || "them";
  if (admission.from === "nobody") return `nothing may reach ${where}`;
  return `only ${admission.from === "pods" ? "pods of the cluster" : some(admission.peers.map(formatPeer))} may reach ${where}`;
};

/** The most frequent mistake: the policy names the Service's port, but packets carry the pod's. */
const mixedUp = (policies: readonly NetworkPolicy[], port: ServicePort | undefined, target: TargetPort): string => {
  if (port?.port === undefined || target.number === undefined || port.port === target.number) return "";
  const named = policies.flatMap((policy) => policy.spec.ingress).flatMap((rule) => rule.ports).some((one) => one.port === port.port);
  return named ? ` It names ${port.port}, the Service's port; the pods are reached on ${target.number}.` : "";
};

const formatSelector = (selector: LabelSelector, noun: string): string => {
  const words = [formatLabels(selector.matchLabels), ...selector.matchExpressions.map(({ key = "", operator = "", values }) => `${key} ${operator}${values.length > 0 ? ` (${values.join(", ")})` : ""}`)].filter((word) => word !== "");
  return words.length > 0 ? `${noun} with ${words.join(", ")}` : noun;
};

const formatPeer = ({ ipBlock, podSelector, namespaceSelector }: PolicyPeer): string => {
  if (ipBlock) return `${ipBlock.cidr ?? "an empty ipBlock"}${ipBlock.except.length > 0 ? ` except ${ipBlock.except.join(", ")}` : ""}`;
  const pods = podSelector ? formatSelector(podSelector, "pods") : "pods";
  return namespaceSelector ? `${pods} in ${formatSelector(namespaceSelector, "any namespace")}` : `${pods} in the same namespace`;
};
