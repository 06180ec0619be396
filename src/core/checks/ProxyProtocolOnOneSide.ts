import { kubectl } from "../notes/wording.ts";
import { isTrue } from "../topology/ingress-controllers.ts";
import { nginxConfigOf } from "../topology/nginx-config.ts";
import type { Service } from "../topology/selection.ts";
import { defineCheck } from "./check.ts";

/** Annotations by which providers send the PROXY protocol, from their sources; any value but false and 0 switches it on. */
const SWITCHES = [
  "load-balancer.hetzner.cloud/uses-proxyprotocol",
  "service.beta.kubernetes.io/aws-load-balancer-proxy-protocol",
  "service.beta.kubernetes.io/do-loadbalancer-enable-proxy-protocol",
  "service.beta.kubernetes.io/oci-load-balancer-connection-proxy-protocol-version",
] as const;

/** A listener that expects the PROXY header closes connections without it; one that does not takes it for a broken request. */
export const ProxyProtocolOnOneSide = defineCheck({
  code: "ProxyProtocolOnOneSide",
  severity: "error",
  title: "Only one of load balancer and controller speaks the PROXY protocol",
  about: ["Service"],
  reads: ["ConfigMap", "DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  ways: ["LoadBalancer"],
  run: (service, snapshot) => {
    const config = service.spec.type === "LoadBalancer" ? nginxConfigOf(snapshot, service) : undefined;
    if (!config) return [];
    const sends = SWITCHES.find((key) => isOn(service, key));
    const expects = isTrue(config["use-proxy-protocol"]);
    if ((sends !== undefined) === expects) return [];
    return [{
      path: sends === undefined ? "metadata.annotations" : `metadata.annotations["${sends}"]`,
      detail: sends === undefined
        ? "ingress-nginx expects the PROXY protocol (use-proxy-protocol in its ConfigMap), and no known annotation makes the load balancer send it: where it does not, every connection fails."
        : `${sends} makes the load balancer send the PROXY protocol, and ingress-nginx does not expect it (use-proxy-protocol in its ConfigMap is not "true"): every request fails.`,
      fix: [
        "Switch it on or off on both sides; in between, connections fail.",
        kubectl(service.metadata.namespace ?? "", "get", "configmaps"),
      ],
      // Providers have other ways to switch it on: target group attributes, their own console.
      ...(sends === undefined ? { severity: "warning" as const } : {}),
    }];
  },
});

const isOn = (service: Service, key: string): boolean => {
  const value = service.metadata.annotations[key];
  return value !== undefined && !["", "0", "false"].includes(value.toLowerCase());
};
