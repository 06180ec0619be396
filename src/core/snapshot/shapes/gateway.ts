/** The kinds of gateway.networking.k8s.io, in the versions v1alpha2 to v1 (their fields are compatible). */
import { boolean, dict, integer, json, list, object, section, string } from "../shape.ts";
import { condition, labelSelector, metadata } from "./meta.ts";

const localRef = object({ group: string, kind: string, name: string });
const secretRef = object({ group: string, kind: string, namespace: string, name: string });

export const gatewayClassShape = object({
  metadata,
  spec: section({
    controllerName: string,
    parametersRef: object({ group: string, kind: string, namespace: string, name: string }),
  }),
  status: section({ conditions: list(condition), supportedFeatures: list(json) }),
});

const allowedNamespaces = object({ from: string, selector: labelSelector });
const allowedRoutes = object({ namespaces: allowedNamespaces, kinds: list(object({ group: string, kind: string })) });
const listener = object({
  name: string,
  hostname: string,
  port: integer,
  protocol: string,
  tls: object({ mode: string, certificateRefs: list(secretRef), options: dict(string), frontendValidation: json }),
  allowedRoutes,
  filters: json,
});
const listenerStatus = object({
  name: string,
  attachedRoutes: integer,
  supportedKinds: list(object({ group: string, kind: string })),
  conditions: list(condition),
});

export const gatewayShape = object({
  metadata,
  spec: section({
    gatewayClassName: string,
    listeners: list(listener),
    addresses: list(object({ type: string, value: string })),
    allowedListeners: object({ namespaces: allowedNamespaces }),
    infrastructure: object({ labels: dict(string), annotations: dict(string), parametersRef: localRef }),
    tls: json,
  }),
  status: section({
    addresses: list(object({ type: string, value: string })),
    conditions: list(condition),
    listeners: list(listenerStatus),
  }),
});

const parentRef = object({ group: string, kind: string, namespace: string, name: string, sectionName: string, port: integer });

export const listenerSetShape = object({
  metadata,
  spec: section({
    parentRef: object({ group: string, kind: string, namespace: string, name: string }),
    listeners: list(listener),
  }),
  status: section({ conditions: list(condition), listeners: list(listenerStatus) }),
});

const routeStatus = object({
  parents: list(object({ parentRef, controllerName: string, conditions: list(condition) })),
});

const header = object({ name: string, value: string });
const headerModifier = object({ set: list(header), add: list(header), remove: list(string) });
const pathModifier = object({ type: string, replaceFullPath: string, replacePrefixMatch: string });
const plainBackendRef = { group: string, kind: string, namespace: string, name: string, port: integer };
const fraction = object({ numerator: integer, denominator: integer });

const filter = object({
  type: string,
  requestHeaderModifier: headerModifier,
  responseHeaderModifier: headerModifier,
  requestRedirect: object({ scheme: string, hostname: string, path: pathModifier, port: integer, statusCode: integer }),
  urlRewrite: object({ hostname: string, path: pathModifier }),
  requestMirror: object({ backendRef: object(plainBackendRef), percent: integer, fraction }),
  cors: json,
  externalAuth: json,
  extensionRef: localRef,
});
const backendRef = object({ ...plainBackendRef, weight: integer, filters: list(filter) });
const nameMatch = object({ type: string, name: string, value: string });
const sessionPersistence = json;

export const httpRouteShape = object({
  metadata,
  spec: section({
    parentRefs: list(parentRef),
    useDefaultGateways: string,
    hostnames: list(string),
    rules: list(
      object({
        name: string,
        matches: list(
          object({
            path: object({ type: string, value: string }),
            headers: list(nameMatch),
            queryParams: list(nameMatch),
            method: string,
          }),
        ),
        filters: list(filter),
        backendRefs: list(backendRef),
        timeouts: object({ request: string, backendRequest: string }),
        retry: object({ codes: list(integer), attempts: integer, backoff: string }),
        sessionPersistence,
      }),
    ),
  }),
  status: routeStatus,
});

export const grpcRouteShape = object({
  metadata,
  spec: section({
    parentRefs: list(parentRef),
    useDefaultGateways: string,
    hostnames: list(string),
    rules: list(
      object({
        name: string,
        matches: list(object({ method: object({ type: string, service: string, method: string }), headers: list(nameMatch) })),
        filters: list(filter),
        backendRefs: list(backendRef),
        sessionPersistence,
      }),
    ),
  }),
  status: routeStatus,
});

/** TLSRoute, TCPRoute and UDPRoute; only the first has hostnames. */
export const l4RouteShape = object({
  metadata,
  spec: section({
    parentRefs: list(parentRef),
    useDefaultGateways: string,
    hostnames: list(string),
    rules: list(object({ name: string, backendRefs: list(backendRef) })),
  }),
  status: routeStatus,
});

export const referenceGrantShape = object({
  metadata,
  spec: section({
    from: list(object({ group: string, kind: string, namespace: string })),
    to: list(object({ group: string, kind: string, name: string })),
  }),
});

export const backendTLSPolicyShape = object({
  metadata,
  spec: section({
    targetRefs: list(object({ group: string, kind: string, name: string, sectionName: string })),
    validation: object({
      hostname: string,
      wellKnownCACertificates: string,
      caCertificateRefs: list(localRef),
      subjectAltNames: list(json),
    }),
  }),
  status: section({ ancestors: list(object({ ancestorRef: parentRef, controllerName: string, conditions: list(condition) })) }),
});

/** Only what says that it is there, and in which bundle version. */
export const customResourceDefinitionShape = object({ metadata, spec: section({ group: string, names: object({ kind: string, plural: string }), versions: list(object({ name: string, served: boolean })) }) });
