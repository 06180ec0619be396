/** What the cluster runs on, as far as its nodes tell, and what follows for NodePorts and load balancers. */
import { derived } from "../snapshot/derived.ts";

export interface Platform {
  readonly name: string;
  /** What `localhost` means for a NodePort. */
  readonly localhost: string;
  /** What becomes of a Service of type LoadBalancer. */
  readonly loadBalancer: string;
}

const cloud = (name: string): Platform => ({
  name,
  localhost: "localhost means your own machine, not a node: use a node's address.",
  loadBalancer: `${name} provides the load balancer; it takes a minute or two.`,
});

const byProvider: readonly (readonly [prefix: string, platform: Platform])[] = [
  ["aws://", cloud("AWS")], ["gce://", cloud("Google Cloud")], ["azure://", cloud("Azure")], ["digitalocean://", cloud("DigitalOcean")],
  ["hcloud://", cloud("Hetzner Cloud")], ["oci", cloud("Oracle Cloud")], ["linode://", cloud("Linode")], ["openstack://", cloud("OpenStack")], ["vsphere://", cloud("vSphere")],
  ["kind://", {
    name: "kind",
    localhost: "On kind, localhost:<nodePort> works only for ports that the cluster's configuration maps (extraPortMappings).",
    loadBalancer: "On kind it stays pending unless cloud-provider-kind or MetalLB runs.",
  }],
  ["k3s://", { name: "k3s", localhost: "On k3s the node is this machine if k3s runs here; then localhost:<nodePort> works.", loadBalancer: "k3s serves it on the nodes' own addresses (ServiceLB) while the port is free." }],
];

const dockerDesktop: Platform = {
  name: "Docker Desktop",
  localhost: "On Docker Desktop, localhost:<nodePort> works: it forwards node ports to this machine.",
  loadBalancer: "Docker Desktop answers on localhost, or leaves it pending, depending on its version.",
};
const minikube: Platform = {
  name: "minikube",
  localhost: "On minikube use the address that `minikube ip` prints, not localhost.",
  loadBalancer: "On minikube it stays pending until `minikube tunnel` runs.",
};
const unknown: Platform = {
  name: "not known",
  localhost: "localhost reaches a NodePort on Docker Desktop, and on kind for mapped ports; elsewhere use a node's address.",
  loadBalancer: "Without a cloud or a load balancer controller such as MetalLB it stays pending (kind, minikube, bare metal).",
};

export const platformOf = derived((snapshot): Platform => {
  const [node] = snapshot.objects.Node;
  if (!node) return unknown;
  if (node.metadata.name === "docker-desktop") return dockerDesktop;
  if (node.metadata.labels["minikube.k8s.io/name"] !== undefined) return minikube;
  const provider = node.spec.providerID ?? "";
  return byProvider.find(([prefix]) => provider.startsWith(prefix))?.[1] ?? unknown;
});
