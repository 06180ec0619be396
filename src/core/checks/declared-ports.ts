/** What the containers behind a Service declare, against the numbers that the Service sends to. */
import { some } from "../notes/wording.ts";
import type { Backing } from "../topology/backing.ts";
import { containerPorts, podSpecOf, protocolOf, resolveTargetPort, type ServicePort, targetPortOf } from "../topology/ports.ts";
import type { Pod } from "../topology/selection.ts";

export type ContainerPort = ReturnType<typeof containerPorts>[number];

/** A numeric target port that no container declares, while every pod declares others; a missing declaration is legal. */
export interface Undeclared {
  readonly target: number;
  readonly ports: readonly ContainerPort[];
  /** The port that the readiness probes ask, where that is a declared one: somebody listens there. */
  readonly probed?: number;
}

export const undeclared = ({ makers }: Backing, port: ServicePort): Undeclared | undefined => {
  const target = targetPortOf(port);
  if (typeof target !== "number") return undefined;
  const specs = makers.map(podSpecOf);
  const each = specs.map(containerPorts);
  if (each.length === 0 || each.some((ports) => ports.length === 0 || ports.some((one) => one.containerPort === target))) return undefined;
  const ports = each.flat();
  const probed = specs.flatMap((spec) => spec.containers).map(probePort).find((number) => number !== undefined && ports.some((one) => one.containerPort === number));
  return { target, ports, ...(probed === undefined ? {} : { probed }) };
};

type Container = Pod["spec"]["containers"][number];

/** The port that a container's readiness probe asks, as it is written there. */
export const probedPort = ({ readinessProbe: probe }: Container): number | string | undefined =>
  probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;

const probePort = (container: Container): number | undefined => {
  const { ports } = container;
  const port = probedPort(container);
  return typeof port === "string" ? ports.find((one) => one.name === port)?.containerPort : port;
};

export const formatContainerPorts = (ports: readonly ContainerPort[]): string =>
  some(ports.map((one) => `${one.name ? `${one.name} ` : ""}${one.containerPort ?? "?"}/${protocolOf(one)}`), 5);

/** The numbers that a named target port means, over all pods. */
export const resolvedNumbers = ({ makers }: Backing, port: ServicePort): readonly number[] =>
  [...new Set(makers.flatMap((maker) => resolveTargetPort(port, podSpecOf(maker)) ?? []))].toSorted((a, b) => a - b);

/** Whether the target is the Service's own number: by omission, or as the API server writes the omission. */
export const isDefaulted = (port: ServicePort): boolean => targetPortOf(port) === port.port;
