/** What a client types to use a port. */
import type { ServicePort } from "../topology/ports.ts";
import { protocolOf } from "../topology/ports.ts";
import { urlHost } from "../topology/addresses.ts";

const HTTP_PORTS = new Set([80, 3000, 5000, 8000, 8080, 8081, 8888, 9000]);
const HTTPS_PORTS = new Set([443, 6443, 8443, 9443]);
const HTTP_WORDS = new Set(["http", "http2", "h2c", "kubernetes.io/h2c", "kubernetes.io/ws", "ws", "web"]);
const HTTPS_WORDS = new Set(["https", "kubernetes.io/wss", "wss", "tls-https"]);

type Scheme = "http" | "https" | undefined;

/** appProtocol decides, then the port's name up to its first dash (the mesh convention), then well-known numbers. */
export const schemeOf = (port: ServicePort): Scheme => {
  if (protocolOf(port) !== "TCP") return undefined;
  for (const word of [port.appProtocol?.toLowerCase(), port.name?.toLowerCase().split("-")[0]]) {
    if (word === undefined || word === "") continue;
    if (HTTP_WORDS.has(word)) return "http";
    if (HTTPS_WORDS.has(word)) return "https";
    if (["tcp", "grpc", "udp", "tls", "redis", "mysql", "mongo", "postgres", "postgresql", "dns", "amqp"].includes(word)) return undefined;
  }
  const number = port.port ?? 0;
  return HTTP_PORTS.has(number) ? "http" : HTTPS_PORTS.has(number) ? "https" : undefined;
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
