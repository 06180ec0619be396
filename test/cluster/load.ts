import type { KubeObject } from "./objects.ts";

export type LoadSize = {
  readonly services: number;
  /** 0 when left out: benchmarks of lists without Pods. */
  readonly podsPerService?: 0 | 1 | 2;
};

const servicesPerNamespace = 100;
const nodeCount = 10;
const words = ["cart", "catalog", "checkout", "pay", "search", "stock", "invoice", "mail", "login", "review"] as const;

/**
 * A platform of the given size, the same every time: namespaces of 100 Services of all types, for each an
 * Ingress and, on average, one EndpointSlice with two endpoints. Addresses lie outside what the server gives
 * out by itself, so that it takes them as they are; node ports repeat from 50,000 Services on, which files
 * can hold and a server cannot.
 */
export function* loadObjects(size: LoadSize): Generator<KubeObject> {
  yield* clusterScoped();
  for (let index = 0; index < size.services; index += 1) {
    const place = placeOf(index);
    if (index % servicesPerNamespace === 0) yield namespaceObject(place.namespace);
    yield service(place);
    yield* endpointSlices(place);
    yield ingress(place);
    for (let pod = 0; pod < (size.podsPerService ?? 0); pod += 1) yield podObject(place, pod);
  }
}

type Place = { readonly index: number; readonly namespace: string; readonly name: string };

function placeOf(index: number): Place {
  const word = words[index % words.length] ?? "cart";
  const team = Math.floor(index / servicesPerNamespace);
  return { index, namespace: `team-${pad(team, 3)}`, name: `${word}-${pad(index % servicesPerNamespace, 2)}` };
}

function* clusterScoped(): Generator<KubeObject> {
  for (const name of ["nginx", "internal"]) {
    const annotations: Readonly<Record<string, string>> = name === "nginx" ? { "ingressclass.kubernetes.io/is-default-class": "true" } : {};
    yield { apiVersion: "networking.k8s.io/v1", kind: "IngressClass", metadata: { name, annotations }, spec: { controller: `k8s.io/ingress-${name}` } };
  }
  for (let node = 0; node < nodeCount; node += 1) {
    const status = {
      addresses: [
        { type: "InternalIP", address: `192.168.7.${node + 10}` },
        { type: "Hostname", address: nodeName(node) },
      ],
      conditions: [{ type: "Ready", status: "True" }],
    };
    yield { apiVersion: "v1", kind: "Node", metadata: { name: nodeName(node) }, status };
  }
}

function namespaceObject(name: string): KubeObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: { team: name } } };
}

function service(place: Place): KubeObject {
  const { spec, status, annotations } = serviceShape(place);
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { ...metadata(place), ...(annotations === undefined ? {} : { annotations }) },
    spec,
    ...(status === undefined ? {} : { status }),
  };
}

type ServiceShape = {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, string>>;
};

/** Of twenty Services: two headless, one NodePort, two LoadBalancer (one pending), one with an external IP, one with two ports. */
function serviceShape(place: Place): ServiceShape {
  const { index } = place;
  const plain = { type: "ClusterIP", clusterIP: clusterIP(index), selector: { app: place.name }, ports: [port("http", 80, "http")] };
  if (isExternalName(index)) return { spec: { type: "ExternalName", externalName: `${place.name}.example.net` } };
  switch (index % 20) {
    case 13:
    case 14:
      return { spec: { ...plain, clusterIP: "None" } };
    case 15:
      return { spec: { ...plain, type: "NodePort", ports: [{ ...port("http", 80, "http"), nodePort: nodePort(index) }] } };
    case 16:
      return { ...balanced(plain), status: { loadBalancer: { ingress: [{ ip: `203.0.113.${(index / 20) & 255}` }] } } };
    case 17:
      return { ...balanced(plain), annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" } };
    case 18:
      return { spec: { ...plain, externalIPs: [`198.51.100.${(index / 20) & 255}`] } };
    case 19:
      return { spec: { ...plain, ports: [port("http", 80, "http"), port("metrics", 9090, "metrics")] } };
    default:
      return { spec: plain };
  }
}

/** Without node ports, of which there are only 2,768. */
function balanced(plain: Readonly<Record<string, unknown>>): ServiceShape {
  return { spec: { ...plain, type: "LoadBalancer", allocateLoadBalancerNodePorts: false } };
}

/** An ExternalName Service has none; its neighbour has two, so that there are as many slices as Services. */
function* endpointSlices(place: Place): Generator<KubeObject> {
  if (isExternalName(place.index)) return;
  yield endpointSlice(place, 0);
  if (isExternalName(place.index - 1)) yield endpointSlice(place, 1);
}

function endpointSlice(place: Place, slice: number): KubeObject {
  const labels = {
    "kubernetes.io/service-name": place.name,
    "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
  };
  const ports = [{ name: "http", port: 8080, protocol: "TCP" }, { name: "metrics", port: 9100, protocol: "TCP" }];
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: `${place.name}-${pad(slice, 2)}`, namespace: place.namespace, labels },
    addressType: "IPv4",
    ports: place.index % 20 === 19 ? ports : ports.slice(0, 1),
    endpoints: slice === 0 ? [endpoint(place, 0), endpoint(place, 1)] : [],
  };
}

function endpoint(place: Place, pod: number) {
  const ready = isReady(place, pod);
  return {
    addresses: [podIP(place, pod)],
    conditions: { ready, serving: ready, terminating: false },
    nodeName: nodeName((place.index + pod) % nodeCount),
    targetRef: { kind: "Pod", namespace: place.namespace, name: podName(place, pod) },
  };
}

function ingress(place: Place): KubeObject {
  const host = `${place.name}.${place.namespace}.example.com`;
  const backend = { service: { name: place.name, port: place.index % 3 === 0 ? { name: "http" } : { number: 80 } } };
  const paths = [{ path: "/", pathType: "Prefix", backend }];
  if (place.index % 5 === 0) paths.unshift({ path: "/health", pathType: "Exact", backend });
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { ...metadata(place), annotations: ingressAnnotations(place.index) },
    spec: {
      ingressClassName: place.index % 10 === 9 ? "internal" : "nginx",
      ...(place.index % 2 === 0 ? { tls: [{ hosts: [host], secretName: `${place.name}-tls` }] } : {}),
      rules: [{ host, http: { paths } }],
    },
    status: { loadBalancer: { ingress: [{ ip: "203.0.113.250" }] } },
  };
}

function ingressAnnotations(index: number): Readonly<Record<string, string>> {
  const nginx = "nginx.ingress.kubernetes.io";
  switch (index % 4) {
    case 1:
      return { [`${nginx}/ssl-redirect`]: "true", [`${nginx}/proxy-read-timeout`]: "30" };
    case 2:
      return { "cert-manager.io/cluster-issuer": "letsencrypt", [`${nginx}/proxy-body-size`]: "8m" };
    case 3:
      return { [`${nginx}/enable-cors`]: "true", [`${nginx}/cors-allow-origin`]: "https://shop.example.com" };
    default:
      return {};
  }
}

function podObject(place: Place, pod: number): KubeObject {
  const ready = isReady(place, pod) ? "True" : "False";
  const ports = [{ name: "http", containerPort: 8080 }, { name: "metrics", containerPort: 9100 }];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...metadata(place), name: podName(place, pod) },
    spec: {
      nodeName: nodeName((place.index + pod) % nodeCount),
      containers: [{ name: "app", image: `registry.example.com/${place.name}:1.4.2`, ports, readinessProbe: { httpGet: { path: "/ready", port: "http" } } }],
    },
    status: {
      phase: "Running",
      podIP: podIP(place, pod),
      podIPs: [{ ip: podIP(place, pod) }],
      conditions: [{ type: "Ready", status: ready }, { type: "ContainersReady", status: ready }],
      containerStatuses: [{ name: "app", ready: ready === "True", restartCount: 0, image: "app", imageID: "app", state: { running: {} } }],
    },
  };
}

function metadata(place: Place) {
  return { name: place.name, namespace: place.namespace, labels: { app: place.name, "app.kubernetes.io/part-of": place.namespace } };
}

function isExternalName(index: number): boolean {
  return index % 100 === 50;
}

/** One Service in ten has one pod that is not ready, one in twenty has none that is. */
function isReady(place: Place, pod: number): boolean {
  if (place.index % 20 === 7) return false;
  return !(place.index % 10 === 3 && pod === 1);
}

function port(name: string, number: number, targetPort: string) {
  return { name, port: number, targetPort, protocol: "TCP" };
}

function clusterIP(index: number): string {
  return `10.${100 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;
}

function podIP(place: Place, pod: number): string {
  const number = place.index * 2 + pod;
  return `10.${200 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;
}

function nodePort(index: number): number {
  return 30_000 + (Math.floor(index / 20) % 2768);
}

function podName(place: Place, pod: number): string {
  return `${place.name}-${pod}`;
}

function nodeName(node: number): string {
  return `node-${pad(node, 2)}`;
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, "0");
}
