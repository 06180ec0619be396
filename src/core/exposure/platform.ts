/** What the cluster runs on means for people: what localhost is there, and what becomes of a LoadBalancer. */
import type { Verdict } from "../notes/note.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { platformOf } from "../topology/platform.ts";

export interface Localhost {
  /** Whether localhost:<nodePort> on the asker's machine leads to a node. */
  readonly reaches: Verdict;
  readonly localhost: string;
}

/** By the names in topology/platform.ts. */
const localhosts: Readonly<Record<string, Localhost>> = {
  "Docker Desktop": { reaches: "yes", localhost: "On Docker Desktop, localhost:<nodePort> works: it forwards node ports to this machine." },
  kind: { reaches: "unknown", localhost: "On kind, localhost:<nodePort> works only for ports that the cluster's configuration maps (extraPortMappings)." },
  k3s: { reaches: "unknown", localhost: "On k3s, localhost:<nodePort> works on the machine that is the node, and nowhere else." },
  minikube: { reaches: "no", localhost: "On minikube the node has an address of its own: use what `minikube ip` prints, not localhost." },
};

const remote: Localhost = { reaches: "no", localhost: "localhost means your own machine, which is no node of this cluster: use a node's address." };
const notKnown: Localhost = { reaches: "unknown", localhost: "localhost:<nodePort> works on Docker Desktop, and on kind for mapped ports; elsewhere use a node's address." };

export const localhostOf = (snapshot: Snapshot): Localhost => {
  const view = platformOf(snapshot);
  if (view.state === "unknown") return notKnown;
  return localhosts[view.platform.name] ?? (view.platform.hasLoadBalancers ? remote : notKnown);
};

/** What becomes of a Service of type LoadBalancer here. */
export const loadBalancerHere = (snapshot: Snapshot): string => {
  const view = platformOf(snapshot);
  if (view.state === "unknown") return "Without a cloud or a load balancer controller such as MetalLB it stays pending (kind, minikube, bare metal).";
  const { name, hasLoadBalancers, remedy } = view.platform;
  return hasLoadBalancers ? `${name} provides the load balancer; it takes a minute or two.` : `On ${name} it stays pending by itself. ${remedy ?? ""}`.trimEnd();
};
