/** How to reach a Service now, from a laptop, without changing anything. */
import { kubectl } from "../notes/wording.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { backingOf } from "../topology/backing.ts";
import { podSpecOf, protocolOf, resolveTargetPort, type ServicePort } from "../topology/ports.ts";
import type { Service } from "../topology/selection.ts";
import type { Fix } from "./model.ts";
import { schemeOf } from "./urls.ts";

/** Ports below 1024 need privileges on a laptop: 80 becomes 8080, 443 becomes 8443. */
const localPort = (port: number): number => (port < 1024 ? (port === 443 ? 8443 : port === 80 ? 8080 : port + 10000) : port);

/**
 * Whether kubectl finds the port of the pod: it looks a named target port up in the pod that it picks and gives up
 * without it, and takes a headless Service's port for the pod's own (LookupContainerPortNumberByServicePort of kubectl).
 */
const isForwardable = (snapshot: Snapshot, service: Service, port: ServicePort): boolean => {
  const { makers, endpoints } = backingOf(snapshot, service);
  const isHeadless = service.spec.clusterIP === "None";
  const known = makers.length > 0
    ? makers.map((maker) => resolveTargetPort(port, podSpecOf(maker)))
    : (endpoints?.slices ?? []).map((slice) => slice.ports.find((one) => (one.name ?? "") === (port.name ?? ""))?.port);
  return known.length === 0 || known.some((number) => number !== undefined && (!isHeadless || number === port.port));
};

/** kubectl port-forward, for the first TCP port (UDP cannot be forwarded) that leads to a port of the pods. */
export const portForward = (snapshot: Snapshot, service: Service): Fix | undefined => {
  if (service.spec.type === "ExternalName" || Object.keys(service.spec.selector).length === 0) return undefined;
  const port = service.spec.ports.find((one) => protocolOf(one) === "TCP" && isForwardable(snapshot, service, one));
  if (!port?.port) return undefined;
  const local = localPort(port.port);
  const scheme = schemeOf(port);
  return {
    text: `From this machine, for a moment: forward a local port and ${scheme ? `open ${scheme}://localhost:${local}` : `connect to localhost:${local}`} while the command runs.`,
    commands: [kubectl(service.metadata.namespace ?? "", "port-forward", `service/${service.metadata.name}`, `${local}:${port.port}`)],
  };
};
