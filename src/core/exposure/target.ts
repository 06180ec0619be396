/** What a person asks about: `service/web`, `web`, a URL, an address, a hostname. */
import { parseAddress } from "../topology/addresses.ts";
import type { Kind } from "../snapshot/kinds.ts";

export type Target =
  | { readonly form: "object"; readonly kind: Kind; readonly name: string; readonly namespace?: string }
  /** A bare name: a Service, or else whatever is called so. */
  | { readonly form: "name"; readonly name: string; readonly namespace?: string }
  | { readonly form: "address"; readonly host: string; readonly isIP: boolean; readonly scheme?: string; readonly port?: number; readonly path?: string };

/** Names, plurals and short names as kubectl takes them. */
const words: Readonly<Record<string, Kind>> = {
  service: "Service", services: "Service", svc: "Service",
  ingress: "Ingress", ingresses: "Ingress", ing: "Ingress",
  gateway: "Gateway", gateways: "Gateway", gtw: "Gateway",
  gatewayclass: "GatewayClass", gatewayclasses: "GatewayClass", gc: "GatewayClass",
  ingressclass: "IngressClass", ingressclasses: "IngressClass",
  listenerset: "ListenerSet", listenersets: "ListenerSet",
  httproute: "HTTPRoute", httproutes: "HTTPRoute",
  grpcroute: "GRPCRoute", grpcroutes: "GRPCRoute",
  tlsroute: "TLSRoute", tlsroutes: "TLSRoute",
  tcproute: "TCPRoute", tcproutes: "TCPRoute",
  udproute: "UDPRoute", udproutes: "UDPRoute",
  pod: "Pod", pods: "Pod", po: "Pod",
};

/** Kinds that people name as well: never meant as the namespace before a name. */
const notTaken: ReadonlySet<string> = new Set([
  "configmap", "daemonset", "deploy", "deployment", "endpoints", "endpointslice", "netpol", "networkpolicy", "replicaset", "secret", "statefulset", "sts",
].flatMap((word) => [word, `${word}s`, word.replace(/y$/, "ies")]));

/** Words that explain takes before the slash, for help and completion. */
export const targetKinds: readonly string[] = [...new Set(Object.values(words))].map((kind) => kind.toLowerCase());

const NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i;

export type ParsedTarget = Target | { readonly error: string };

/** Reads what was typed. `kind/name`, `namespace/name` for a bare Service, URL, `host:port`, IP, hostname or name. */
export const parseTarget = (text: string): ParsedTarget => {
  const trimmed = text.trim();
  if (trimmed === "") return { error: "nothing was named" };
  const url = /^([a-z][a-z0-9+.-]*):\/\/(.+)$/i.exec(trimmed);
  if (url) return parseAuthority(url[2] ?? "", (url[1] ?? "").toLowerCase());
  const slash = trimmed.indexOf("/");
  if (slash > 0 && !trimmed.slice(0, slash).includes(":")) return parseObject(trimmed, slash);
  if (trimmed.includes(".") || trimmed.includes(":") || trimmed === "localhost") return parseAuthority(trimmed);
  return NAME.test(trimmed) ? { form: "name", name: trimmed } : { error: `"${trimmed}" is no name, address or URL` };
};

const parseObject = (text: string, slash: number): ParsedTarget => {
  const head = text.slice(0, slash);
  const rest = text.slice(slash + 1);
  // httproute.gateway.networking.k8s.io/web, as kubectl prints names.
  const kind = words[(head.split(".")[0] ?? "").toLowerCase()];
  if (kind && NAME.test(rest)) return { form: "object", kind, name: rest };
  const [word = ""] = head.toLowerCase().split(".");
  if (!kind && notTaken.has(word)) return { error: `explain takes no ${word}; name a Service before its pods, or one of the pods` };
  if (head.includes(".") && !kind) return parseAuthority(text);
  if (!NAME.test(rest)) return { error: `"${text}" is no kind/name` };
  if (!NAME.test(head)) return { error: `"${head}" is no kind` };
  return { form: "name", name: rest, namespace: head };
};

const AUTHORITY = /^(?:\[(?<v6>[0-9a-f:.%]+)\]|(?<name>[^:[\]]+))(?::(?<port>\d{1,5}))?$/i;
const HOSTNAME = /^(\*\.)?[a-z0-9_]([a-z0-9._-]*[a-z0-9])?$/;

/** Host and port of what stands before the path; a bare IPv6 address has no port. */
const splitAuthority = (authority: string): { readonly host: string; readonly port?: number } => {
  if (parseAddress(authority)) return { host: authority.toLowerCase() };
  const { v6, name, port } = AUTHORITY.exec(authority)?.groups ?? {};
  const host = (v6 ?? name ?? "").toLowerCase().replace(/\.$/, "");
  return port === undefined ? { host } : { host, port: Number(port) };
};

const isPort = (port: number | undefined): boolean => port === undefined || (port >= 1 && port <= 65535);

const parseAuthority = (text: string, scheme?: string): ParsedTarget => {
  const end = text.search(/[/?#]/);
  const { host, port } = splitAuthority((end < 0 ? text : text.slice(0, end)).replace(/^[^@]*@/, ""));
  if (host === "" || !isPort(port)) return { error: `"${text}" is no URL or address` };
  const isIP = parseAddress(host) !== undefined;
  if (!isIP && /^[\d.]+$/.test(host)) return { error: `"${host}" is no IP address` };
  if (!isIP && !HOSTNAME.test(host)) return { error: `"${host}" is no hostname` };
  return { form: "address", host, isIP, ...(scheme === undefined ? {} : { scheme }), ...(port === undefined ? {} : { port }), ...pathIn(text, end) };
};

const pathIn = (text: string, at: number): { readonly path?: string } => {
  const [path = ""] = at < 0 ? [""] : text.slice(at).split("#");
  return path === "" ? {} : { path: path.startsWith("/") ? path : `/${path}` };
};

/** The port that a URL means. */
export const portOf = (target: Extract<Target, { form: "address" }>): number | undefined =>
  target.port ?? (target.scheme === "http" ? 80 : target.scheme === "https" ? 443 : undefined);

/** `name.namespace.svc[.cluster.local]`, or that after the name of a pod behind a headless Service. */
export const serviceNameIn = (host: string): { readonly name: string; readonly namespace: string } | undefined => {
  const match = /^(?:[a-z0-9-]+\.)?([a-z0-9-]+)\.([a-z0-9-]+)\.svc(\.[a-z0-9.-]+)?$/.exec(host);
  return match ? { name: match[1] ?? "", namespace: match[2] ?? "" } : undefined;
};
