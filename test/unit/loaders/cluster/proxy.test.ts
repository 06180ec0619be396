import { expect, it } from "vitest";
import { emptyCluster } from "../../../../src/loaders/cluster/kubeconfig.ts";
import { proxyOf } from "../../../../src/loaders/cluster/proxy.ts";

const proxy = (server: string, noProxy: string): string | undefined =>
  proxyOf({ ...emptyCluster("c"), server }, { HTTPS_PROXY: "proxy.test:3128", NO_PROXY: noProxy })?.href;

it.each([
  ["https://api.example.com", ""],
  ["https://api.example.com", "ample.com"],
  ["https://api.example.com:6443", "api.example.com:443"],
  ["https://example.com", ".example.com"],
  ["https://10.1.2.3", "10.0.0.0/16,fd00::/8"],
])("%s goes through the proxy with NO_PROXY=%s", (server, noProxy) => {
  expect(proxy(server, noProxy)).toBe("http://proxy.test:3128/");
});

it.each([
  ["https://api.example.com", "*"],
  ["https://api.example.com", "example.com"],
  ["https://api.example.com", " other.test , .Example.com"],
  ["https://api.example.com", "*.example.com"],
  ["https://api.example.com", "api.example.com:443"],
  ["https://10.1.2.3", "10.0.0.0/8"],
  ["https://10.1.2.3:6443", "10.1.2.3"],
  ["https://[fd00::1]", "fd00::/8"],
  ["https://localhost:6443", ""],
  ["https://127.0.0.1:6443", ""],
  ["https://[::1]:6443", ""],
])("%s goes past the proxy with NO_PROXY=%s", (server, noProxy) => {
  expect(proxy(server, noProxy)).toBeUndefined();
});

it("prefers proxy-url, also for a loopback server", () => {
  const cluster = { ...emptyCluster("c"), server: "https://127.0.0.1", proxyUrl: "socks5://127.0.0.1:1080" };
  expect(proxyOf(cluster, { HTTPS_PROXY: "http://other" })?.protocol).toBe("socks5:");
});

it("takes HTTP_PROXY for plain HTTP, in small letters too", () => {
  expect(proxyOf({ ...emptyCluster("c"), server: "http://api.test" }, { http_proxy: "http://p.test" })?.host).toBe("p.test");
});

it("refuses what is no proxy without repeating it", () => {
  const bad = { ...emptyCluster("c"), server: "https://api.test", proxyUrl: "ftp://sam:canary@p.test" };
  expect(() => proxyOf(bad, {})).toThrow("not the URL");
  expect(() => proxyOf(bad, {})).not.toThrow("canary");
});
