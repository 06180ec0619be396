/** What a client types to use a port. */
import type { ServicePort } from "../topology/ports.ts";
import { protocolOf } from "../topology/ports.ts";
import { urlHost } from "../topology/addresses.ts";

const rows = <K, V>(value: V, keys: readonly K[]): readonly (readonly [K, V])[] => keys.map((key) => [key, value]);

const byNumber: ReadonlyMap<number, "http" | "https"> = new Map([
  ...rows("http" as const, [80, 3000, 5000, 8000, 8080, 8081, 8888, 9000]),
  ...rows("https" as const, [443, 6443, 8443, 9443]),
]);

/** Words of appProtocol and of port names; `other` is known not to be opened by a browser. */
const byWord: ReadonlyMap<string, "http" | "https" | "other"> = new Map([
  ...rows("http" as const, ["http", "http2", "h2c", "kubernetes.io/h2c", "kubernetes.io/ws", "ws", "web"]),
  ...rows("https" as const, ["https", "kubernetes.io/wss", "wss"]),
  ...rows("other" as const, ["tcp", "grpc", "udp", "tls", "redis", "mysql", "mongo", "postgres", "postgresql", "dns", "amqp"]),
]);

type Scheme = "http" | "https" | undefined;

/** appProtocol decides, then the port's name up to its first dash (the mesh convention), then well-known numbers. */
export const schemeOf = (port: ServicePort): Scheme => {
  if (protocolOf(port) !== "TCP") return undefined;
  const [prefix] = (port.name ?? "").toLowerCase().split("-");
  const said = byWord.get(port.appProtocol?.toLowerCase() ?? "") ?? byWord.get(prefix ?? "");
  return said === undefined ? byNumber.get(port.port ?? 0) : said === "other" ? undefined : said;
};

/** `http://host:8000`; without the port where the scheme implies it; `host:5432` for what is not HTTP; `udp://` for UDP. */
export const urlOf = (host: string, number: number | string, port: ServicePort): string => {
  const scheme = schemeOf(port);
  const address = host.includes(":") ? urlHost(host) : host;
  if (scheme === undefined) return `${protocolOf(port) === "TCP" ? "" : `${protocolOf(port).toLowerCase()}://`}${address}:${number}`;
  return withPort(scheme, address, number);
};

export const withPort = (scheme: "http" | "https", host: string, number: number | string): string =>
  (scheme === "http" && Number(number) === 80) || (scheme === "https" && Number(number) === 443) ? `${scheme}://${host}` : `${scheme}://${host}:${number}`;
