/** Which proxy leads to a server: the cluster's proxy-url, else HTTPS_PROXY, HTTP_PROXY and NO_PROXY as Go reads them. */
import { BlockList, isIP, isIPv6 } from "node:net";
import { LoadError } from "../error.ts";
import type { KubeCluster } from "./kubeconfig.ts";
import type { Environment } from "./options.ts";

export const proxyOf = (cluster: KubeCluster, env: Environment): URL | undefined => {
  const server = new URL(cluster.server);
  if (cluster.proxyUrl !== "") return parseProxy(cluster.proxyUrl, "proxy-url of the kubeconfig");
  const name = server.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const value = env[name] || env[name.toLowerCase()];
  if (!value || isExempt(server, env["NO_PROXY"] || env["no_proxy"] || "")) return undefined;
  return parseProxy(value, name);
};

const parseProxy = (value: string, from: string): URL => {
  const url = value.includes("://") ? value : `http://${value}`;
  if (URL.canParse(url) && /^(https?|socks[45]?[ah]?):$/.test(new URL(url).protocol)) return new URL(url);
  // A proxy's URL may hold a password, so it is not repeated.
  throw new LoadError("InvalidProxy", `The ${from} is not the URL of an http, https or socks proxy`, "It looks like http://proxy.example.com:3128.");
};

export const isLoopback = (host: string): boolean => host === "localhost" || loopback.check(host, isIPv6(host) ? "ipv6" : "ipv4");
const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "").toLowerCase();

const isExempt = (server: URL, noProxy: string): boolean => {
  const host = hostOf(server);
  if (isLoopback(host)) return true;
  const port = server.port || (server.protocol === "https:" ? "443" : "80");
  const entries = noProxy.split(",").map((entry) => entry.trim().toLowerCase()).filter((entry) => entry !== "");
  return entries.some((entry) => isMatch(entry, host, port));
};

/** `*`, an address, a network, or a domain with what is below it; each may end in a port. */
const isMatch = (entry: string, host: string, port: string): boolean => {
  if (entry === "*") return true;
  if (entry.includes("/")) return isInNetwork(host, entry);
  const [, name = entry, wantedPort] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (wantedPort !== undefined && wantedPort !== port) return false;
  const plain = name.replace(/^\[|\]$/g, "").replace(/^\*(?=\.)/, "");
  if (isIP(plain)) return plain === host;
  return plain.startsWith(".") ? host.endsWith(plain) : host === plain || host.endsWith(`.${plain}`);
};

const isInNetwork = (host: string, network: string): boolean => {
  const [address = "", prefix = ""] = network.split("/");
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  const bits = Number(prefix);
  if (!isIP(host) || !isIP(address) || !/^\d+$/.test(prefix) || bits > (family === "ipv6" ? 128 : 32)) return false;
  const block = new BlockList();
  block.addSubnet(address, bits, family);
  return block.check(host, isIPv6(host) ? "ipv6" : "ipv4");
};
