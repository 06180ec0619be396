/** What explain answers about hostnames and URLs: the rule that takes them decides, and no other. */
import { describe, expect, it } from "vitest";
import { explain } from "../../../src/core/exposure/explain.ts";
import type { ExplainResult } from "../../../src/core/exposure/model.ts";
import { parseTarget } from "../../../src/core/exposure/target.ts";
import { behind } from "../../support/cart.ts";
import { snapshotFrom } from "../../support/snapshot.ts";

const shop = `${behind("spec: {clusterIP: 10.96.0.20, selector: {app: cart}, ports: [{port: 80, targetPort: 8080}]}")}---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: traefik}
spec: {controller: traefik.io/ingress-controller}
---
apiVersion: v1
kind: Service
metadata: {name: traefik, namespace: platform}
spec: {type: LoadBalancer, selector: {app: traefik}, ports: [{port: 80, nodePort: 32080}, {port: 443, nodePort: 32443}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.20}]}}
---
apiVersion: v1
kind: Pod
metadata: {name: traefik-1, namespace: platform, labels: {app: traefik}}
spec: {containers: [{name: traefik, image: traefik:v3.7, ports: [{containerPort: 80}, {containerPort: 443}]}]}
status: {phase: Running, podIP: 10.1.0.2, conditions: [{type: Ready, status: "True"}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: traefik-x, namespace: platform, labels: {kubernetes.io/service-name: traefik}}
addressType: IPv4
ports: [{port: 80, protocol: TCP}]
endpoints: [{addresses: [10.1.0.2], conditions: {ready: true}, targetRef: {kind: Pod, name: traefik-1}}]
`;

const backend = (name: string): string => `service: {name: ${name}, port: {number: 80}}`;
const ingress = (name: string, spec: string): string => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ${name}, namespace: shop}
spec:
  ingressClassName: traefik
${spec.replaceAll(/^/gm, "  ")}
status: {loadBalancer: {ingress: [{ip: 203.0.113.20}]}}
`;

const fanout = ingress("fanout", `rules:
  - host: fan.example.com
    http: {paths: [{path: /a, pathType: Prefix, backend: {${backend("cart")}}}, {path: /b, pathType: Prefix, backend: {${backend("gone")}}}]}
  - host: other.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {${backend("gone")}}}]}
  - host: "*.wild.example.com"
    http: {paths: [{path: /, pathType: Prefix, backend: {${backend("cart")}}}]}`);
const catchAll = ingress("catch-all", `defaultBackend: {${backend("cart")}}`);
const withDefault = ingress("with-default", `defaultBackend: {${backend("cart")}}
rules:
  - host: fallback.example.com
    http: {paths: [{path: /b, pathType: Prefix, backend: {${backend("gone")}}}]}
  - host: empty.example.com`);

const gateway = `---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: eg}
spec: {controllerName: example.com/gateway}
status: {conditions: [{type: Accepted, status: "True"}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: shop}
spec:
  gatewayClassName: eg
  listeners:
    - {name: http, port: 80, protocol: HTTP}
    - {name: https, port: 443, protocol: HTTPS, hostname: "*.tls.example.com", tls: {certificateRefs: [{name: gone}]}}
    - {name: tcp, port: 9000, protocol: TCP}
status: {addresses: [{value: 203.0.113.10}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: TCPRoute
metadata: {name: any, namespace: shop}
spec: {parentRefs: [{name: public}], rules: [{backendRefs: [{name: cart, port: 80}]}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: rules, namespace: shop}
spec:
  parentRefs: [{name: public}, {name: elsewhere}]
  hostnames: [rules.example.com, a.tls.example.com]
  rules:
    - {matches: [{path: {type: PathPrefix, value: /a}}], backendRefs: [{name: gone, port: 80}]}
    - {matches: [{path: {type: PathPrefix, value: /b}}], backendRefs: [{name: cart, port: 80}]}
    - {matches: [{path: {type: Exact, value: /b}, headers: [{name: canary, value: "1"}]}], backendRefs: [{name: gone, port: 80}]}
    - {matches: [{path: {type: Exact, value: /e}}], backendRefs: [{name: cart, port: 80}]}
    - {matches: [{path: {type: PathPrefix, value: /e}}], backendRefs: [{name: gone, port: 80}]}
`;

const redirect = `---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: eg}
spec: {controllerName: example.com/gateway}
status: {conditions: [{type: Accepted, status: "True"}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: shop}
spec:
  gatewayClassName: eg
  listeners:
    - {name: http, port: 80, protocol: HTTP}
    - {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: wild}]}}
status: {addresses: [{value: 203.0.113.10}]}
---
# gap: Secret NotRequested
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: to-https, namespace: shop}
spec:
  parentRefs: [{name: public, sectionName: http}]
  rules: [{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}]
---
${["good", "bad"].map((name) => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}, namespace: shop}
spec:
  parentRefs: [{name: public, sectionName: https}]
  hostnames: [${name}.example.com]
  rules: [{backendRefs: [{name: ${name === "good" ? "cart" : "gone"}, port: 80}]}]
`).join("---\n")}${fanout}`;

const platforms = { redirect, fanout, catchAll, withDefault, gateway, both: `${fanout}${catchAll}` };
type Platform = keyof typeof platforms;

const ask = (platform: Platform, asked: string): ExplainResult => {
  const target = parseTarget(asked);
  if ("error" in target) throw new Error(target.error);
  return explain(snapshotFrom(`${shop}${platforms[platform]}`), { asked, target, namespace: "shop" });
};
const errors = (result: ExplainResult): readonly string[] => [...new Set(result.notes.filter((note) => note.severity === "error").map((note) => note.code))];

describe("a URL is answered by the rule that takes it", () => {
  it.each<[Platform, string, string, readonly string[]]>([
    // Another rule or host of the same Ingress may be broken.
    ["fanout", "http://fan.example.com/a", "yes", []],
    ["fanout", "http://fan.example.com/a/x?y", "yes", []],
    ["fanout", "http://fan.example.com/b", "no", ["IngressBackendServiceNotFound"]],
    ["fanout", "http://other.example.com/", "no", ["IngressBackendServiceNotFound"]],
    ["fanout", "http://fan.example.com/", "no", ["PathNotRouted", "IngressBackendServiceNotFound"]],
    // A hostname alone asks about all of its paths.
    ["fanout", "fan.example.com", "no", ["IngressBackendServiceNotFound"]],
    ["fanout", "a.wild.example.com", "yes", []],
    ["fanout", "http://a.b.wild.example.com/", "no", ["HostnameNotRouted"]],
    // What no rule takes goes to the default backend.
    ["catchAll", "http://anything.example.com/x", "yes", []],
    ["both", "http://fan.example.com/x", "yes", []],
    ["withDefault", "http://fallback.example.com/", "yes", []],
    ["withDefault", "http://empty.example.com/", "yes", []],
    ["withDefault", "http://fallback.example.com/b", "no", ["IngressBackendServiceNotFound"]],
    ["withDefault", "http://anything.example.com/", "unknown", ["HostnameNotRouted"]],
    // An Ingress offers port 80, port 443 where it says so, and what its controller's Service adds.
    ["catchAll", "https://anything.example.com/", "unknown", ["IngressPortNotServed"]],
    ["catchAll", "http://anything.example.com:8080/", "no", ["IngressPortNotServed"]],
    ["catchAll", "http://anything.example.com:32080/", "yes", []],
    // The same with routes; a broken parent or listener that the URL does not use is not its business.
    ["gateway", "http://rules.example.com/a", "no", ["BackendNotFound"]],
    ["gateway", "http://rules.example.com/b", "yes", []],
    ["gateway", "http://rules.example.com/e", "yes", []],
    ["gateway", "http://rules.example.com/e/f", "no", ["BackendNotFound"]],
    ["gateway", "http://a.tls.example.com/b", "yes", []],
    ["gateway", "https://a.tls.example.com/b", "no", ["InvalidCertificateRef"]],
    ["gateway", "https://rules.example.com/b", "no", ["HostnameNotRouted"]],
    // A redirect to https is as good as what it leads to, and no claim to names that others serve.
    ["redirect", "http://good.example.com/", "yes", []],
    ["redirect", "http://bad.example.com/", "no", ["BackendNotFound"]],
    ["redirect", "good.example.com", "yes", []],
    ["redirect", "nothing.example.com", "no", ["HostnameNotRouted"]],
    ["redirect", "http://nothing.example.com/", "no", ["HostnameNotRouted"]],
    ["redirect", "http://fan.example.com/a", "yes", []],
    // A TCP listener takes every name, but only who asks for its port means it.
    ["gateway", "nothing.example.com", "no", ["HostnameNotRouted"]],
    ["gateway", "nothing.example.com:9000", "yes", []],
  ])("%s: %s is %s", (platform, asked, verdict, codes) => {
    const result = ask(platform, asked);
    expect([result.verdict, errors(result)]).toEqual([verdict, codes]);
  });

  it("names the port on which the hostname is routed", () => {
    expect(ask("gateway", "https://rules.example.com/").notes[0]?.detail).toBe("rules.example.com is routed on port 80 only: no listener takes it on port 443.");
  });

  it("shows the hostname that was asked for, not the wildcard", () => {
    expect(ask("fanout", "http://a.wild.example.com/").ways[0]?.exposure.urls).toEqual(["http://a.wild.example.com/"]);
  });
});
