import { formatRef } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";
import type { Ingress } from "../topology/ingress-class.ts";
import { isTrue, nginxAnnotation, nginxPath } from "../topology/ingress-controllers.ts";
import { frontOf } from "../topology/loadbalancer.ts";
import { nginxConfigOf } from "../topology/nginx-config.ts";
import { targetPortOf } from "../topology/ports.ts";
import type { Service } from "../topology/selection.ts";
import { serviceAt } from "../topology/service-addresses.ts";
import { defineCheck } from "./check.ts";

/** Annotations that end TLS at the load balancer. */
const TERMINATES = /^(service\.beta\.kubernetes\.io\/(aws-load-balancer-ssl-cert|do-loadbalancer-certificate-(id|name)|oci-load-balancer-tls-secret)|load-balancer\.hetzner\.cloud\/http-certificates)$/;

/** ingress-nginx redirects what arrives as plain HTTP unless it may believe X-Forwarded-Proto (use-forwarded-headers). */
export const ForceSSLRedirectBehindLoadBalancer = defineCheck({
  code: "ForceSSLRedirectBehindLoadBalancer",
  severity: "error",
  title: "The redirect to https never ends, as the load balancer ends TLS",
  about: ["Ingress"],
  reads: ["ConfigMap", "DaemonSet", "Deployment", "IngressClass", "Pod", "ReplicaSet", "Service", "StatefulSet"],
  run: (ingress, snapshot) => {
    if (!isTrue(nginxAnnotation(snapshot, ingress, "force-ssl-redirect"))) return [];
    const front = frontService(snapshot, ingress);
    const config = front && sendsPlain(front) ? nginxConfigOf(snapshot, front) : undefined;
    if (!front || !config || isTrue(config["use-forwarded-headers"])) return [];
    return [{
      path: nginxPath("force-ssl-redirect"),
      detail: `${formatRef(refOf(front))} ends TLS and passes https on as plain http; ingress-nginx sees http and answers every request with a redirect to https.`,
      fix: [
        "Where the load balancer sends X-Forwarded-Proto, set use-forwarded-headers: \"true\" in the ConfigMap of ingress-nginx.",
        "Otherwise remove force-ssl-redirect, and let the load balancer do the redirect or send port 80 to a port of its own.",
      ],
    }];
  },
});

const frontService = (snapshot: Snapshot, ingress: Ingress): Service | undefined => {
  const [address] = frontOf(ingress.status.loadBalancer?.ingress ?? []).addresses;
  return address === undefined ? undefined : serviceAt(snapshot, address);
};

/** TLS ends at the load balancer, and port 443 goes to where port 80 goes. */
const sendsPlain = ({ metadata, spec }: Service): boolean => {
  const target = (number: number): number | string | undefined => {
    const port = spec.ports.find((one) => one.port === number);
    return port && targetPortOf(port);
  };
  return Object.keys(metadata.annotations).some((key) => TERMINATES.test(key)) && (target(443) === "http" || (target(80) !== undefined && target(443) === target(80)));
};
