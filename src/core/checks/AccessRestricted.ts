import { controllerOf } from "../topology/ingress-controllers.ts";
import { defineCheck } from "./check.ts";

interface Restriction { readonly owner: string; readonly key: string; readonly asks: string }

const nginx = (key: string, asks: string): Restriction => ({ owner: "ingress-nginx", key: `nginx.ingress.kubernetes.io/${key}`, asks });

/** Annotations that refuse clients, with what they look at; from the documentation of each controller. */
const restrictions: readonly Restriction[] = [
  nginx("allowlist-source-range", "lets in only these client addresses; others get 403"),
  nginx("auth-tls-secret", "asks for a client certificate; without one clients get 400"),
  nginx("auth-type", "asks for a user name and a password; without them clients get 401"),
  nginx("auth-url", "asks another service whether to let the request in; otherwise clients get 401, 403 or a login page"),
  nginx("denylist-source-range", "refuses these client addresses with 403"),
  nginx("whitelist-source-range", "lets in only these client addresses; others get 403"),
  { owner: "AWS Load Balancer Controller", key: "alb.ingress.kubernetes.io/auth-type", asks: "sends clients to a login page" },
  { owner: "AWS Load Balancer Controller", key: "alb.ingress.kubernetes.io/inbound-cidrs", asks: "lets in only these client addresses" },
  { owner: "F5 NGINX Ingress Controller", key: "nginx.org/basic-auth-secret", asks: "asks for a user name and a password; without them clients get 401" },
  { owner: "HAProxy Kubernetes Ingress Controller", key: "haproxy.org/allow-list", asks: "lets in only these client addresses; others get 403" },
  { owner: "HAProxy Kubernetes Ingress Controller", key: "haproxy.org/auth-type", asks: "asks for a user name and a password; without them clients get 401" },
  { owner: "HAProxy Kubernetes Ingress Controller", key: "haproxy.org/deny-list", asks: "refuses these client addresses with 403" },
  { owner: "HAProxy Ingress", key: "haproxy-ingress.github.io/allowlist-source-range", asks: "lets in only these client addresses; others get 403" },
];

export const AccessRestricted = defineCheck({
  code: "AccessRestricted",
  severity: "warning",
  title: "The Ingress lets in only some clients",
  about: ["Ingress"],
  reads: ["IngressClass"],
  run: (ingress, snapshot) => {
    const controller = controllerOf(snapshot, ingress)?.name;
    return restrictions.flatMap(({ owner, key, asks }) => {
      const value = ingress.metadata.annotations[key];
      if (value === undefined || value === "" || value === "none" || (controller !== undefined && controller !== owner)) return [];
      return [{
        path: `metadata.annotations["${key}"]`,
        detail: `${key}: ${value} ${asks}.${/range|cidr|list/.test(key) ? " Behind a load balancer or proxy the controller sees the client's address only if it is passed on." : ""}`,
        fix: ["Nothing, if this is meant.", `Otherwise change or remove the annotation ${key}.`],
      }];
    });
  },
});
