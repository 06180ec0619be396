import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ClusterOptions, contextNames, contextsOf, currentNamespace } from "../../../../src/loaders/cluster/cluster.ts";
import { parseTimeout } from "../../../../src/loaders/cluster/options.ts";
import { inClusterTarget, resolveTarget, type Target } from "../../../../src/loaders/cluster/target.ts";
import { folder, write } from "./api.ts";

const CONFIG = `
apiVersion: v1
kind: Config
current-context: dev
contexts:
- {name: dev, context: {cluster: kind, user: admin, namespace: shop}}
- {name: prod, context: {cluster: far, user: admin}}
- {name: lost, context: {cluster: gone, user: admin}}
clusters:
- {name: kind, cluster: {server: "https://10.0.0.1:6443/", certificate-authority: ca.crt, tls-server-name: api.test}}
- {name: far, cluster: {server: "https://far.example.com", insecure-skip-tls-verify: true}}
users:
- {name: admin, user: {token: 0123456789}}
`;

const resolve = (options: ClusterOptions, config = CONFIG): Target => resolveTarget({ kubeconfig: write("config", config), env: {}, ...options });
const refusal = (options: ClusterOptions, config = CONFIG): unknown => {
  try {
    return resolve(options, config);
  } catch (error) {
    return error;
  }
};

describe("one file", () => {
  it("gives the current context, with paths beside the file and names as text", () => {
    const target = resolve({});
    expect(target).toMatchObject({ name: "context dev", context: "dev", namespace: "shop" });
    expect(target.cluster.server).toBe("https://10.0.0.1:6443");
    expect(target.cluster.caFile).toMatch(/^\/.*kubectl-traffic-test-.*\/ca\.crt$/);
    expect(target.user.token).toBe("0123456789");
  });

  it("gives the context that is named, with the default namespace", () => {
    expect(resolve({ context: "prod" })).toMatchObject({ name: "context prod", namespace: "default", cluster: { skipTlsVerify: true } });
  });

  it.each([
    [{ context: "nope" }, "NoSuchContext", "dev, lost, prod"],
    [{ context: "lost" }, "NoSuchCluster", "far, kind"],
    [{ user: "nobody" }, "NoSuchUser", "admin"],
  ])("says what exists instead of %j", (options, code, hint) => {
    expect(refusal(options)).toMatchObject({ code, hint: expect.stringContaining(hint) });
  });

  it("asks for a choice when there is no current-context", () => {
    expect(refusal({}, CONFIG.replace("current-context: dev", ""))).toMatchObject({ code: "NoCurrentContext", hint: expect.stringContaining("dev, lost, prod") });
  });

  it("names the line of broken YAML without quoting it", () => {
    const error = refusal({}, "users:\n- {name: a, user: {token: s3cr3t-canary}\ncontexts: []\n");
    expect(error).toMatchObject({ code: "KubeconfigUnreadable", message: expect.stringMatching(/line \d/) });
    expect(String(error)).not.toContain("canary");
  });

  it("must exist when it is named", () => {
    expect(refusal({ kubeconfig: "/nonexistent/config" })).toMatchObject({ code: "KubeconfigNotFound" });
  });
});

describe("flags", () => {
  it("lay over the kubeconfig as kubectl's do", () => {
    const target = resolve({ server: "https://other:1", token: "t", as: "sam", asGroup: ["dev"], cluster: "far" });
    expect(target).toMatchObject({ context: "dev", cluster: { name: "far", server: "https://other:1" }, user: { token: "t", as: "sam", asGroups: ["dev"] } });
  });

  it("replace trust as a whole: another authority ends insecure-skip-tls-verify, and the reverse", () => {
    expect(resolve({ context: "prod", certificateAuthority: "/ca" }).cluster).toMatchObject({ skipTlsVerify: false, caFile: "/ca" });
    expect(resolve({ insecureSkipTlsVerify: true }).cluster).toMatchObject({ skipTlsVerify: true, caFile: "" });
  });

  it("drop the tls-server-name of the server they replace", () => {
    expect(resolve({}).cluster.tlsServerName).toBe("api.test");
    expect(resolve({ server: "https://other" }).cluster.tlsServerName).toBe("");
  });

  it("need no kubeconfig when they name a server", () => {
    expect(resolve({ server: "127.0.0.1:8001" }, "")).toMatchObject({ name: "server 127.0.0.1:8001", cluster: { server: "http://127.0.0.1:8001" } });
  });

  it("refuse a group without a user", () => {
    expect(refusal({ asGroup: ["dev"] })).toMatchObject({ code: "ImpersonationWithoutUser" });
  });
});

describe("several files in KUBECONFIG", () => {
  it("are one, the first to name a thing wins, and missing ones are skipped", () => {
    const first = write("first", CONFIG);
    const second = write("second", `
current-context: prod
contexts:
- {name: dev, context: {cluster: far, user: other}}
- {name: test, context: {cluster: kind, user: other}}
clusters:
- {name: kind, cluster: {server: "https://not-this-one"}}
users:
- {name: other, user: {}}`);
    const env = { KUBECONFIG: ["/nonexistent", first, second].join(":") };
    expect(contextNames({ env })).toEqual(["dev", "lost", "prod", "test"]);
    expect(resolveTarget({ env })).toMatchObject({ context: "dev", cluster: { name: "kind", server: "https://10.0.0.1:6443" }, user: { name: "admin" } });
    expect(resolveTarget({ env, context: "test" }).user.name).toBe("other");
  });
});

describe("no kubeconfig", () => {
  it("names the ways out", () => {
    const home = folder();
    const error = (() => {
      try {
        return resolveTarget({ env: { HOME: home } });
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toMatchObject({ code: "NoKubeconfig", message: expect.stringContaining(join(home, ".kube", "config")), hint: expect.stringMatching(/--kubeconfig.*-f.*--demo/) });
  });

  it("finds the one in the home folder", () => {
    const home = folder();
    mkdirSync(join(home, ".kube"));
    writeFileSync(join(home, ".kube", "config"), CONFIG);
    expect(currentNamespace({ env: { HOME: home } })).toBe("shop");
  });

  it("takes the ServiceAccount in a pod", () => {
    const mounted = folder();
    writeFileSync(join(mounted, "token"), "t");
    writeFileSync(join(mounted, "namespace"), "pay\n");
    expect(inClusterTarget({ KUBERNETES_SERVICE_HOST: "fd00::1", KUBERNETES_SERVICE_PORT: "443" }, mounted)).toMatchObject({
      namespace: "pay", cluster: { server: "https://[fd00::1]:443", caFile: join(mounted, "ca.crt") }, user: { tokenFile: join(mounted, "token") },
    });
    expect(inClusterTarget({}, mounted)).toBeUndefined();
  });
});

describe("several contexts", () => {
  it("are several sets of options", () => {
    const kubeconfig = write("config", CONFIG);
    expect(contextsOf({ kubeconfig, context: "dev, prod,dev" }).map((one) => one.context)).toEqual(["dev", "prod"]);
    expect(contextsOf({ kubeconfig })).toEqual([{ kubeconfig }]);
  });

  it("are one when a context has a comma in its name", () => {
    const kubeconfig = write("config", `contexts: [{name: "a,b", context: {cluster: c}}]`);
    expect(contextsOf({ kubeconfig, context: "a,b" })).toHaveLength(1);
  });
});

it("completes nothing from a kubeconfig that cannot be read", () => {
  expect(contextNames({ kubeconfig: write("config", "a: [") })).toEqual([]);
});

it.each([
  ["0", 0], ["15", 15_000], ["10s", 10_000], ["1m30s", 90_000], ["1.5h", 5_400_000], ["200ms", 200], [undefined, undefined],
])("--request-timeout %s is %s ms", (value, milliseconds) => {
  expect(parseTimeout(value)).toBe(milliseconds);
});

it.each(["soon", "10x", "-1", "1m soon"])("--request-timeout %s is refused", (value) => {
  expect(() => parseTimeout(value)).toThrow("not a duration");
});

it("reads null where a value is missing", () => {
  const target = resolve({ context: "a" }, `
contexts: [{name: a, context: {cluster: c, user: u, namespace: null}}]
clusters: [{name: c, cluster: {server: https://api.test, proxy-url: ~, extensions: null}}]
users: [{name: u, user: {exec: null, token: null, as-groups: null}}]`);
  expect(target).toMatchObject({ namespace: "default", cluster: { proxyUrl: "" }, user: { token: "", asGroups: [] } });
  expect(target.user.exec).toBeUndefined();
});
