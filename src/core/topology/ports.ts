/** From a port of a Service to the ports of containers. */
import type { Pod, Service, Workload } from "./selection.ts";

export type ServicePort = Service["spec"]["ports"][number];
type PodSpec = Pod["spec"];

export const protocolOf = (port: { readonly protocol?: string }): string => port.protocol ?? "TCP";

/** targetPort, or port where it is omitted (ServicePort.targetPort in core/v1). */
export const targetPortOf = (port: ServicePort): number | string | undefined => {
  if (port.targetPort === undefined || port.targetPort === 0 || port.targetPort === "") return port.port;
  // "8080" in quotes is read by the API server as a name; names are never all digits, so it matches nothing.
  return port.targetPort;
};

/** Containers whose ports count: the regular ones and sidecars (init containers that restart always). */
const portContainers = (spec: PodSpec): PodSpec["containers"] => [
  ...spec.containers,
  ...spec.initContainers.filter((container) => container.restartPolicy === "Always"),
];

export const containerPorts = (spec: PodSpec): PodSpec["containers"][number]["ports"] =>
  portContainers(spec).flatMap((container) => container.ports);

/** The number that a target port means in one pod: a name is looked up among its containers, of the same protocol. */
export const resolveTargetPort = (port: ServicePort, spec: PodSpec): number | undefined => {
  const target = targetPortOf(port);
  if (typeof target !== "string") return target;
  return containerPorts(spec).find((one) => one.name === target && protocolOf(one) === protocolOf(port))?.containerPort;
};

/** The pod spec of a pod or of a workload's template. */
export const podSpecOf = (object: Pod | Workload): PodSpec => (object.kind === "Pod" ? object.spec : object.spec.template.spec);

/** `80/TCP`, with the name where there is one: `http 80/TCP`. */
export const formatPort = (port: ServicePort): string =>
  `${port.name ? `${port.name} ` : ""}${port.port ?? "?"}/${protocolOf(port)}`;

/** How a backend names a port: by number or by name, and for which kind of traffic. */
export interface WantedPort { readonly number?: number | undefined; readonly name?: string | undefined; readonly protocol?: "TCP" | "UDP" }

/** The Service port that a backend or an annotation names. A number can stand for two ports, one for each protocol: TCP is meant, or what is asked for. */
export const findPort = (service: Service, { number, name, protocol = "TCP" }: WantedPort): ServicePort | undefined => {
  if (name !== undefined && name !== "") return service.spec.ports.find((port) => port.name === name);
  const numbered = service.spec.ports.filter((port) => number !== undefined && port.port === number);
  return numbered.find((port) => protocolOf(port) === protocol) ?? numbered[0];
};
