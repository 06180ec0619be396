/** The Service that a DNS name of the cluster means: `cart.shop.svc.cluster.local`, whatever the cluster's domain. */
export const inClusterName = (dnsName: string): { readonly namespace: string; readonly name: string } | undefined => {
  const labels = dnsName.toLowerCase().replace(/\.$/, "").split(".");
  const at = labels.indexOf("svc");
  // A pod's own name may stand before the Service's. Public domains do not end in svc.
  const isCluster = (at === 2 || at === 3) && (labels.length === at + 1 || labels.slice(at + 1).join(".") === "cluster.local" || labels.at(-1) === "local");
  const [name, namespace] = labels.slice(at - 2, at);
  return isCluster && name !== undefined && namespace !== undefined ? { name, namespace } : undefined;
};
