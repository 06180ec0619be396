/** Where the nodes run, and so whether something there makes load balancers. */
import { derived } from "../snapshot/derived.ts";
import { gapFor } from "../snapshot/find.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import type { Gap } from "../snapshot/snapshot.ts";

export interface Platform {
  /** As people call it: kind, minikube, AWS. */
  readonly name: string;
  /** Whether load balancers come with it. No: something must be installed, or run beside the cluster. */
  readonly hasLoadBalancers: boolean;
  /** What makes Services of type LoadBalancer work there, where nothing does by itself. */
  readonly remedy?: string;
}

export type PlatformView =
  | { readonly state: "known"; readonly platform: Platform }
  | { readonly state: "unknown"; readonly because?: Gap };

/** node.spec.providerID up to "://", as each provider's cloud controller manager writes it. */
const byProviderID: Readonly<Record<string, Platform>> = {
  aws: { name: "AWS", hasLoadBalancers: true },
  azure: { name: "Azure", hasLoadBalancers: true },
  digitalocean: { name: "DigitalOcean", hasLoadBalancers: true },
  gce: { name: "Google Cloud", hasLoadBalancers: true },
  hcloud: { name: "Hetzner Cloud", hasLoadBalancers: true },
  ibm: { name: "IBM Cloud", hasLoadBalancers: true },
  k3s: { name: "k3s", hasLoadBalancers: true },
  kind: { name: "kind", hasLoadBalancers: false, remedy: "Run cloud-provider-kind on the machine that runs the kind cluster; it gives every such Service an address." },
  linode: { name: "Linode", hasLoadBalancers: true },
  oci: { name: "Oracle Cloud", hasLoadBalancers: true },
  openstack: { name: "OpenStack", hasLoadBalancers: true },
  vultr: { name: "Vultr", hasLoadBalancers: true },
};

const minikube: Platform = { name: "minikube", hasLoadBalancers: false, remedy: "Run `minikube tunnel` in another terminal; it gives every such Service an address while it runs." };
const dockerDesktop: Platform = { name: "Docker Desktop", hasLoadBalancers: true };
const ownMachines: Platform = {
  name: "machines without a cloud provider", hasLoadBalancers: false,
  remedy: "Install a load balancer for such clusters, for example MetalLB with an IPAddressPool or kube-vip, or expose the Service through an Ingress, a Gateway or a NodePort.",
};

const platformOfNode = (node: ObjectOf<"Node">): Platform | undefined => {
  if (node.metadata.name === "docker-desktop") return dockerDesktop;
  if (Object.keys(node.metadata.labels).some((key) => key.startsWith("minikube.k8s.io/"))) return minikube;
  const scheme = /^([a-z0-9-]+):\/\//.exec(node.spec.providerID ?? "")?.[1];
  return scheme === undefined ? ownMachines : byProviderID[scheme];
};

/** Judged by the first node; a provider that is not in the table leaves it unknown. */
export const platformOf = derived((snapshot): PlatformView => {
  const [node] = snapshot.objects.Node;
  const platform = node && platformOfNode(node);
  if (platform) return { state: "known", platform };
  const because = gapFor(snapshot, "Node");
  return because ? { state: "unknown", because } : { state: "unknown" };
});
