import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Need } from "../../../../src/core/snapshot/need.ts";
import { type ClusterOptions, openCluster } from "../../../../src/loaders/cluster/cluster.ts";
import { makeCertificate } from "../../../support/certificates.ts";
import { type Api, type Answering, folder, list, options, service, startApi, status, write } from "./api.ts";

const services: readonly Need[] = [{ kind: "Service" }];
const both: readonly Need[] = [{ kind: "Service" }, { kind: "Ingress" }];
const empty: Answering = () => list([service("a")]);
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const load = async (given: ClusterOptions, needs = services): Promise<unknown> => openCluster(given).load(needs);

const authority = makeCertificate({ commonName: "test authority" });
const serverCertificate = makeCertificate({ commonName: "api", names: ["127.0.0.1", "api.test"], issuer: authority });

/** A kubeconfig with one cluster, one user, one context. */
const kubeconfig = (cluster: Readonly<Record<string, unknown>>, user: Readonly<Record<string, unknown>> = {}): ClusterOptions => ({
  kubeconfig: write("config", JSON.stringify({
    "current-context": "dev",
    contexts: [{ name: "dev", context: { cluster: "c", user: "u" } }],
    clusters: [{ name: "c", cluster }],
    users: [{ name: "u", user }],
  })),
  env: { PATH: process.env["PATH"] },
});

describe("TLS", () => {
  const ca = { "certificate-authority-data": base64(authority.pem) };

  it("trusts the authority of the kubeconfig and shows the client certificate", async () => {
    const client = makeCertificate({ commonName: "sam", issuer: authority });
    const api = await startApi(empty, { certificate: serverCertificate, clientAuthority: authority.pem });
    await load(kubeconfig({ server: api.url, ...ca }, { "client-certificate-data": base64(client.pem), "client-key-data": base64(client.keyPem) }), both);
    expect(api.asked).toHaveLength(2);
  });

  it("says when the server wants a client certificate", async () => {
    const api = await startApi(empty, { certificate: serverCertificate, clientAuthority: authority.pem });
    await expect(load(kubeconfig({ server: api.url, ...ca }))).rejects.toMatchObject({ code: "ClientCertificateRefused" });
  });

  it("does not trust another authority", async () => {
    const api = await startApi(empty, { certificate: serverCertificate });
    const other = makeCertificate({ commonName: "other authority" });
    await expect(load(kubeconfig({ server: api.url, "certificate-authority-data": base64(other.pem) }))).rejects.toMatchObject({
      code: "UntrustedCertificate", message: expect.stringContaining("context dev"), hint: expect.stringContaining("--certificate-authority"),
    });
    expect(api.asked).toEqual([]);
  });

  it("trusts anyone only when told to", async () => {
    const api = await startApi(empty, { certificate: serverCertificate });
    await expect(load(kubeconfig({ server: api.url }))).rejects.toMatchObject({ code: "UntrustedCertificate" });
    await load(kubeconfig({ server: api.url, "insecure-skip-tls-verify": true }));
    await load({ ...kubeconfig({ server: api.url, ...ca }), insecureSkipTlsVerify: true });
    expect(api.asked).toHaveLength(2);
  });

  it("checks the name, or the one of tls-server-name", async () => {
    const named = makeCertificate({ commonName: "api", names: ["api.test"], issuer: authority });
    const api = await startApi(empty, { certificate: named });
    await expect(load(kubeconfig({ server: api.url, ...ca }))).rejects.toMatchObject({ code: "CertificateNameMismatch", message: expect.stringContaining("api.test"), hint: expect.stringContaining("--tls-server-name") });
    await load(kubeconfig({ server: api.url, ...ca, "tls-server-name": "api.test" }));
    await load({ ...kubeconfig({ server: api.url, ...ca }), tlsServerName: "api.test" });
    expect(api.asked).toHaveLength(2);
  });

  it("refuses an expired certificate", async () => {
    const old = makeCertificate({ commonName: "api", names: ["127.0.0.1"], issuer: authority, notBefore: new Date("2020-01-01"), notAfter: new Date("2021-01-01") });
    const api = await startApi(empty, { certificate: old });
    await expect(load(kubeconfig({ server: api.url, ...ca }))).rejects.toMatchObject({ code: "ExpiredCertificate" });
  });

  it("says when the server speaks plain HTTP", async () => {
    const api = await startApi(empty);
    await expect(load(kubeconfig({ server: api.url.replace("http:", "https:"), ...ca }))).rejects.toMatchObject({ code: "NotTLS" });
  });

  it("names a certificate authority that cannot be read", async () => {
    await expect(load(kubeconfig({ server: "https://127.0.0.1:1", "certificate-authority": "gone.crt" }))).rejects.toMatchObject({ code: "CertificateAuthorityUnreadable", message: expect.stringContaining("gone.crt") });
  });
});

describe("no connection", () => {
  it("is said in plain words with the next step", async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(load(kubeconfig({ server: `http://127.0.0.1:${port}` }), both)).rejects.toMatchObject({
      code: "ConnectionRefused", message: expect.stringContaining("nothing listens there"), hint: expect.stringContaining("kubectl --context dev cluster-info"),
    });
  });

  it("tells a host without an address", async () => {
    await expect(load(kubeconfig({ server: "http://api.invalid" }))).rejects.toMatchObject({ code: "HostNotFound" });
  });

  it("is an error when nothing answers in time", async () => {
    const api = await startApi(() => ({ hangs: true }));
    await expect(load({ ...options(api), requestTimeout: "100ms" }, both)).rejects.toMatchObject({ code: "Timeout", hint: expect.stringContaining("--request-timeout") });
  });

  it("is an error when something else answers", async () => {
    const page = await startApi(() => ({ body: "<html>log in</html>" }));
    await expect(load(options(page), both)).rejects.toMatchObject({ code: "NotAnApiServer" });
    const other = await startApi(() => undefined);
    await expect(load(options(other))).rejects.toMatchObject({ code: "NotAnApiServer" });
  });
});

describe("credentials", () => {
  const header = (api: Api, name: string): unknown => api.asked[0]?.headers[name];
  /** 401 unless the token is this one. */
  const only = (token: string): Answering => (asked) => (asked.headers.authorization === `Bearer ${token}` ? list([]) : status(401, "Unauthorized"));

  it("are the token, the token file before it, or name and password", async () => {
    const api = await startApi(empty);
    await load(kubeconfig({ server: api.url }, { token: "a" }));
    await load(kubeconfig({ server: api.url }, { token: "a", tokenFile: write("token", "b\n") }));
    await load({ ...kubeconfig({ server: api.url }, { tokenFile: "/nonexistent" }), token: "c" });
    await load(kubeconfig({ server: api.url }, { username: "sam", password: "p" }));
    expect(api.asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer a", "Bearer b", "Bearer c", `Basic ${base64("sam:p")}`]);
  });

  it("impersonate a user with groups, uid and extra", async () => {
    const api = await startApi(empty);
    await load({ ...kubeconfig({ server: api.url }, { "as-user-extra": { "Example.com/Team": ["web"] } }), as: "sam", asGroup: ["dev", "ops"], asUid: "7" });
    expect(header(api, "impersonate-user")).toBe("sam");
    expect(header(api, "impersonate-uid")).toBe("7");
    expect(header(api, "impersonate-extra-example.com%2fteam")).toBe("web");
    const raw = api.asked[0]?.rawHeaders ?? [];
    expect(raw.filter((_, i) => raw[i - 1] === "Impersonate-Group")).toEqual(["dev", "ops"]);
  });

  it("that are refused are an error with the next step", async () => {
    const api = await startApi(only("good"));
    await expect(load(kubeconfig({ server: api.url }, { token: "expired-canary" }), both)).rejects.toMatchObject({
      code: "Unauthorized", message: expect.not.stringContaining("canary"), hint: expect.stringContaining("kubectl --context dev auth whoami"),
    });
    expect(api.asked).toHaveLength(2);
  });

  it("in a file that cannot be read name the file", async () => {
    await expect(load(kubeconfig({ server: "http://127.0.0.1:1" }, { tokenFile: "gone" }))).rejects.toMatchObject({ code: "CredentialUnreadable", message: expect.stringContaining("gone") });
  });

  it("from an OIDC provider are its id-token while it is valid", async () => {
    const api = await startApi(empty);
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const token = `${part({ alg: "none" })}.${part({ exp: Math.floor(Date.now() / 1000) + 600 })}.x`;
    await load(kubeconfig({ server: api.url }, { "auth-provider": { name: "oidc", config: { "id-token": token } } }));
    expect(header(api, "authorization")).toBe(`Bearer ${token}`);
  });

  it("from an OIDC provider that has none are an error", async () => {
    await expect(load(kubeconfig({ server: "http://127.0.0.1:1" }, { "auth-provider": { name: "oidc", config: {} } }))).rejects.toMatchObject({ code: "AuthProviderFailed" });
  });

  describe("from an exec plugin", () => {
    /** A plugin that counts its runs in a file, keeps what it was told, and does what the script says. */
    const plugin = (script: string): { readonly command: string; readonly runs: () => number; readonly told: () => unknown } => {
      const dir = folder();
      const command = join(dir, "plugin.mjs");
      writeFileSync(command, `#!${process.execPath}
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
appendFileSync(${JSON.stringify(join(dir, "runs"))}, "x");
writeFileSync(${JSON.stringify(join(dir, "told"))}, JSON.stringify({ info: JSON.parse(process.env.KUBERNETES_EXEC_INFO), extra: process.env.EXTRA, args: process.argv.slice(2) }));
const run = readFileSync(${JSON.stringify(join(dir, "runs"))}, "utf8").length;
const answer = (status) => console.log(JSON.stringify({ apiVersion: "client.authentication.k8s.io/v1", kind: "ExecCredential", status }));
${script}`);
      chmodSync(command, 0o700);
      const runs = join(dir, "runs");
      return { command, runs: () => (existsSync(runs) ? readFileSync(runs, "utf8").length : 0), told: () => JSON.parse(readFileSync(join(dir, "told"), "utf8")) as unknown };
    };
    const user = (command: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
      exec: { apiVersion: "client.authentication.k8s.io/v1", command, interactiveMode: "Never", ...more },
    });

    it("are asked for once, with the cluster where it wants to know", async () => {
      const api = await startApi(only("good"));
      const { command, runs, told } = plugin(`answer({ token: "good" })`);
      await load(kubeconfig({ server: api.url }, user(command, { args: ["a"], env: [{ name: "EXTRA", value: "e" }], provideClusterInfo: true })), both);
      expect(runs()).toBe(1);
      expect(told()).toMatchObject({
        args: ["a"], extra: "e",
        info: { kind: "ExecCredential", apiVersion: "client.authentication.k8s.io/v1", spec: { interactive: false, cluster: { server: api.url } } },
      });
    });

    it("are asked for again once when they are refused", async () => {
      const api = await startApi(only("token2"));
      const { command, runs } = plugin("answer({ token: `token${run}` })");
      await load(kubeconfig({ server: api.url }, user(command)), both);
      expect(runs()).toBe(2);
    });

    it("are asked for again when they have expired", async () => {
      const api = await startApi(empty);
      const { command, runs } = plugin(`answer({ token: "t", expirationTimestamp: "2020-01-01T00:00:00Z" })`);
      const source = openCluster(kubeconfig({ server: api.url }, user(command)));
      await source.load(services);
      await source.load(services);
      expect(runs()).toBe(2);
    });

    it("may be a certificate", async () => {
      const client = makeCertificate({ commonName: "sam", issuer: authority });
      const api = await startApi(empty, { certificate: serverCertificate, clientAuthority: authority.pem });
      const { command } = plugin(`answer(${JSON.stringify({ clientCertificateData: client.pem, clientKeyData: client.keyPem })})`);
      await load(kubeconfig({ server: api.url, "certificate-authority-data": base64(authority.pem) }, user(command)));
      expect(api.asked).toHaveLength(1);
    });

    it.each([
      [`console.error("please log in"); process.exit(3)`, "exit code 3:\nplease log in"],
      [`console.log("canary")`, "not an ExecCredential"],
      ["answer({})", "neither a token nor a certificate"],
    ])("that do not come are an error: %s", async (script, words) => {
      const failing = load(kubeconfig({ server: "http://127.0.0.1:1" }, user(plugin(script).command)));
      await expect(failing).rejects.toMatchObject({ code: "ExecPluginFailed", message: expect.stringContaining(words) });
      await expect(failing).rejects.not.toThrow("canary");
    });

    it("that is not installed show its install hint", async () => {
      await expect(load(kubeconfig({ server: "http://127.0.0.1:1" }, user("no-such-plugin", { installHint: "brew install it" })))).rejects.toMatchObject({ code: "ExecPluginNotFound", hint: "brew install it" });
    });
  });
});

describe("a proxy", () => {
  const startProxy = async (answer = "HTTP/1.1 200 OK\r\n\r\n"): Promise<{ readonly url: string; readonly tunnels: readonly string[] }> => {
    const tunnels: string[] = [];
    const proxy = http.createServer();
    proxy.on("connect", (request, client: net.Socket) => {
      tunnels.push(request.url ?? "");
      const upstream = net.connect(Number(request.url?.split(":").at(-1)), "127.0.0.1", () => {
        client.write(answer);
        upstream.pipe(client).pipe(upstream);
      });
      for (const socket of [client, upstream]) socket.on("error", () => [client, upstream].forEach((one) => one.destroy()));
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void proxy.close());
    return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, tunnels };
  };
  const named = makeCertificate({ commonName: "api", names: ["api.test"], issuer: authority });
  const reachable = (api: Api, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
    server: api.url.replace("127.0.0.1", "api.test"), "certificate-authority-data": base64(authority.pem), ...more,
  });

  it("of the kubeconfig leads to the server", async () => {
    const [api, proxy] = [await startApi(empty, { certificate: named }), await startProxy()];
    await load(kubeconfig(reachable(api, { "proxy-url": proxy.url })), services);
    expect(proxy.tunnels).toEqual([new URL(reachable(api)["server"] as string).host]);
    expect(api.asked).toHaveLength(1);
  });

  it("of HTTPS_PROXY leads to the server, and NO_PROXY past it", async () => {
    const [api, proxy] = [await startApi(empty, { certificate: named }), await startProxy()];
    const config = kubeconfig(reachable(api));
    await load({ ...config, env: { HTTPS_PROXY: proxy.url } });
    expect(proxy.tunnels).toHaveLength(1);
    await expect(load({ ...config, env: { HTTPS_PROXY: proxy.url, NO_PROXY: "example.com,.test" } })).rejects.toMatchObject({ code: "HostNotFound" });
    expect(proxy.tunnels).toHaveLength(1);
  });

  it("that refuses is named without its password", async () => {
    const [api, proxy] = [await startApi(empty, { certificate: named }), await startProxy("HTTP/1.1 407 No\r\n\r\n")];
    const url = proxy.url.replace("//", "//sam:canary@");
    const failing = load(kubeconfig(reachable(api, { "proxy-url": url })));
    await expect(failing).rejects.toMatchObject({ code: "ProxyRefused", message: expect.stringContaining("407") });
    await expect(failing).rejects.not.toThrow("canary");
  });

  it("that speaks SOCKS leads to the server", async () => {
    const [api, tunnels] = [await startApi(empty, { certificate: named }), [] as string[]];
    const proxy = net.createServer((client) => {
      client.once("data", () => {
        client.write(Buffer.from([5, 0]));
        client.once("data", (connect) => {
          tunnels.push(connect.subarray(5, -2).toString());
          const upstream = net.connect(connect.readUInt16BE(connect.length - 2), "127.0.0.1", () => {
            client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
            upstream.pipe(client).pipe(upstream);
          });
          for (const socket of [client, upstream]) socket.on("error", () => [client, upstream].forEach((one) => one.destroy()));
        });
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void proxy.close());
    await load(kubeconfig(reachable(api, { "proxy-url": `socks5h://127.0.0.1:${(proxy.address() as AddressInfo).port}` })), services);
    expect(tunnels).toEqual(["api.test"]);
    expect(api.asked).toHaveLength(1);
  });

  it("is where packed answers are worth it, unless the kubeconfig says no", async () => {
    const packing: Answering = (asked) => ({ ...list([service("a")]), gzip: asked.headers["accept-encoding"] === "gzip" });
    const [api, proxy] = [await startApi(packing, { certificate: named }), await startProxy()];
    const snapshot = await openCluster(kubeconfig(reachable(api, { "proxy-url": proxy.url }))).load(services);
    expect(snapshot.objects.Service).toHaveLength(1);
    await load(kubeconfig(reachable(api, { "proxy-url": proxy.url, "disable-compression": true })));
    const near = await startApi(packing);
    await load(options(near));
    expect([...api.asked, ...near.asked].map(({ headers }) => headers["accept-encoding"])).toEqual(["gzip", undefined, undefined]);
  });
});
