import { some } from "../notes/wording.ts";
import { derived } from "../snapshot/derived.ts";
import { reachOf } from "../topology/loadbalancer.ts";
import { defineCheck } from "./check.ts";

/** A node port is as reachable as its nodes are (status.addresses of type ExternalIP, else InternalIP). */
export const NodesWithoutExternalIP = defineCheck({
  code: "NodesWithoutExternalIP",
  severity: "info",
  title: "Node ports answer on private addresses only",
  about: ["Service"],
  reads: ["Node"],
  ways: ["NodePort"],
  run: (service, snapshot) => {
    const index = service.spec.ports.findIndex((port) => (port.nodePort ?? 0) > 0);
    if (service.spec.type !== "NodePort" || index < 0) return [];
    const { addresses, isPublic } = nodes(snapshot);
    if (addresses.length === 0 || isPublic) return [];
    return [{
      path: `spec.ports[${index}].nodePort`,
      detail: `No node has a public address (${some(addresses)}): port ${service.spec.ports[index]?.nodePort} is reachable from their network only.`,
      fix: ["Nothing, if the clients are in that network.", "For clients on the internet, use a LoadBalancer Service, an Ingress or a Gateway."],
    }];
  },
});

interface Nodes { readonly addresses: readonly string[]; readonly isPublic: boolean }

const nodes = derived((snapshot): Nodes => {
  const addresses = snapshot.objects.Node.flatMap((node) => node.status.addresses.filter((one) => one.type === "ExternalIP" || one.type === "InternalIP").flatMap((one) => one.address ?? []));
  return { addresses, isPublic: addresses.some((one) => reachOf(one) === "internet") };
});
