/** The kinds of networking.k8s.io. */
import { integer, intOrString, json, list, object, section, string } from "../shape.ts";
import { labelSelector, metadata } from "./meta.ts";

const ingressBackend = object({
  service: object({ name: string, port: object({ number: integer, name: string }) }),
  resource: object({ apiGroup: string, kind: string, name: string }),
});

export const ingressShape = object({
  metadata,
  spec: section({
    ingressClassName: string,
    defaultBackend: ingressBackend,
    tls: list(object({ hosts: list(string), secretName: string })),
    rules: list(
      object({
        host: string,
        http: object({ paths: list(object({ path: string, pathType: string, backend: ingressBackend })) }),
      }),
    ),
  }),
  status: section({
    loadBalancer: object({
      ingress: list(object({ ip: string, hostname: string, ports: list(object({ port: integer, protocol: string, error: string })) })),
    }),
  }),
});

export const ingressClassShape = object({
  metadata,
  spec: section({
    controller: string,
    parameters: object({ apiGroup: string, kind: string, name: string, namespace: string, scope: string }),
  }),
});

const peers = list(object({ podSelector: labelSelector, namespaceSelector: labelSelector, ipBlock: object({ cidr: string, except: list(string) }) }));
const policyPorts = list(object({ port: intOrString, endPort: integer, protocol: string }));
export const networkPolicyShape = object({
  metadata,
  spec: section({
    podSelector: labelSelector,
    policyTypes: list(string),
    ingress: list(object({ from: peers, ports: policyPorts })),
    egress: list(object({ to: peers, ports: policyPorts })),
  }),
});

/** Policies of other makers: known to exist, not evaluated. */
export const foreignPolicyShape = object({ metadata, spec: json });
