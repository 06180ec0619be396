/** The kinds of the core, apps, discovery and events API groups, as far as exposure is decided from them. */
import { boolean, dict, integer, intOrString, json, list, object, section, string } from "../shape.ts";
import { condition, labelSelector, metadata } from "./meta.ts";

export const namespaceShape = object({ metadata, status: section({ phase: string }) });

export const nodeShape = object({
  metadata,
  spec: section({ providerID: string, unschedulable: boolean }),
  status: section({
    addresses: list(object({ type: string, address: string })),
    conditions: list(condition),
  }),
});

export const serviceShape = object({
  metadata,
  spec: section({
    type: string,
    selector: dict(string),
    ports: list(
      object({ name: string, protocol: string, appProtocol: string, port: integer, targetPort: intOrString, nodePort: integer }),
    ),
    clusterIP: string,
    clusterIPs: list(string),
    externalIPs: list(string),
    externalName: string,
    externalTrafficPolicy: string,
    internalTrafficPolicy: string,
    trafficDistribution: string,
    healthCheckNodePort: integer,
    ipFamilies: list(string),
    ipFamilyPolicy: string,
    loadBalancerIP: string,
    loadBalancerClass: string,
    loadBalancerSourceRanges: list(string),
    allocateLoadBalancerNodePorts: boolean,
    publishNotReadyAddresses: boolean,
    sessionAffinity: string,
  }),
  status: section({
    conditions: list(condition),
    loadBalancer: object({
      ingress: list(
        object({
          ip: string,
          hostname: string,
          ipMode: string,
          ports: list(object({ port: integer, protocol: string, error: string })),
        }),
      ),
    }),
  }),
});

const containerPorts = list(object({ name: string, containerPort: integer, hostPort: integer, hostIP: string, protocol: string }));
const httpGet = object({ path: string, port: intOrString, scheme: string });
const container = object({
  name: string,
  image: string,
  args: list(string),
  command: list(string),
  ports: containerPorts,
  restartPolicy: string,
  readinessProbe: object({ httpGet, tcpSocket: object({ port: intOrString }), grpc: object({ port: integer }), exec: json }),
});
const containerState = object({
  waiting: object({ reason: string, message: string }),
  terminated: object({ reason: string, exitCode: integer }),
  running: object({ startedAt: string }),
});
const containerStatuses = list(
  object({ name: string, ready: boolean, restartCount: integer, state: containerState, lastState: containerState }),
);

const podSpec = section({
  containers: list(container),
  initContainers: list(container),
  hostNetwork: boolean,
  nodeName: string,
  dnsPolicy: string,
  dnsConfig: object({ nameservers: list(string) }),
  readinessGates: list(object({ conditionType: string })),
});

export const podShape = object({
  metadata,
  spec: podSpec,
  status: section({
    phase: string,
    reason: string,
    podIP: string,
    podIPs: list(object({ ip: string })),
    hostIP: string,
    conditions: list(condition),
    containerStatuses,
    initContainerStatuses: containerStatuses,
  }),
});

/** Deployment, StatefulSet, DaemonSet and ReplicaSet, read alike: their pod template and their counts. */
export const workloadShape = object({
  metadata,
  spec: section({
    replicas: integer,
    selector: labelSelector,
    serviceName: string,
    strategy: object({ type: string, rollingUpdate: object({ maxUnavailable: intOrString }) }),
    template: section({ metadata: section({ labels: dict(string), annotations: dict(string) }), spec: podSpec }),
  }),
  status: section({ replicas: integer, readyReplicas: integer, desiredNumberScheduled: integer, numberReady: integer }),
});

const endpointsPorts = list(object({ name: string, port: integer, protocol: string, appProtocol: string }));
const objectReference = object({ kind: string, namespace: string, name: string, apiVersion: string });

export const endpointSliceShape = object({
  metadata,
  addressType: string,
  ports: endpointsPorts,
  endpoints: list(
    object({
      addresses: list(string),
      conditions: object({ ready: boolean, serving: boolean, terminating: boolean }),
      hostname: string,
      nodeName: string,
      zone: string,
      targetRef: objectReference,
      hints: object({ forZones: list(object({ name: string })), forNodes: list(object({ name: string })) }),
    }),
  ),
});

const endpointsAddresses = list(object({ ip: string, nodeName: string, targetRef: objectReference }));
export const endpointsShape = object({
  metadata,
  subsets: list(object({ addresses: endpointsAddresses, notReadyAddresses: endpointsAddresses, ports: endpointsPorts })),
});

/** What is left of a Secret once it was read: never a value of `data`, except what its certificate says in public. */
export const secretShape = object({
  metadata,
  type: string,
  keys: list(string),
  certificate: object({
    /** DNS names and IP addresses it is valid for. */
    names: list(string),
    notBefore: string,
    notAfter: string,
    issuer: string,
    selfSigned: boolean,
    /** Whether tls.key belongs to it; absent when that could not be told. */
    keyFits: boolean,
    /** Why it could not be read, when it could not. */
    error: string,
  }),
});

export const eventShape = object({
  metadata,
  type: string,
  reason: string,
  message: string,
  count: integer,
  lastTimestamp: string,
  eventTime: string,
  involvedObject: objectReference,
});

export const configMapShape = object({ metadata, data: dict(string) });
