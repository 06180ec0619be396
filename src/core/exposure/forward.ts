/** How to reach a Service now, from a laptop, without changing anything. */
import { kubectl } from "../notes/wording.ts";
import { protocolOf } from "../topology/ports.ts";
import type { Service } from "../topology/selection.ts";
import type { Fix } from "./model.ts";
import { schemeOf } from "./urls.ts";

/** Ports below 1024 need privileges on a laptop: 80 becomes 8080, 443 becomes 8443. */
const localPort = (port: number): number => (port < 1024 ? (port === 443 ? 8443 : port === 80 ? 8080 : port + 10000) : port);

/** kubectl port-forward, for the first TCP port (UDP cannot be forwarded). */
export const portForward = (service: Service): Fix | undefined => {
  const port = service.spec.ports.find((one) => protocolOf(one) === "TCP");
  if (!port?.port || service.spec.type === "ExternalName" || Object.keys(service.spec.selector).length === 0) return undefined;
  const local = localPort(port.port);
  const scheme = schemeOf(port);
  return {
    text: `From this machine, for a moment: forward a local port and ${scheme ? `open ${scheme}://localhost:${local}` : `connect to localhost:${local}`} while the command runs.`,
    commands: [kubectl(service.metadata.namespace ?? "", "port-forward", `service/${service.metadata.name}`, `${local}:${port.port}`)],
  };
};
