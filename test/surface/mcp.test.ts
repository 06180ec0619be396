/** The MCP server through its front door: real clients, a real process, standard input and output. */
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectGolden } from "../support/golden.ts";
import { type Host, modernHost, oldHost } from "./mcp-hosts.ts";

const BUDGET = 25_000;
/** Eight tools have to fit 2,500 tokens for inputs and 3,000 for outputs, at four characters each. */
const INPUT_TOKENS = 2500 / 8;
const OUTPUT_TOKENS = 3000 / 8;
const CANARY = "canary-7f3a9c";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "traffic-mcp-")));
const root = join(folder, "manifests");
mkdirSync(root);
mkdirSync(join(folder, "private"));

const shop = `
apiVersion: v1
kind: Service
metadata: {namespace: shop, name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {namespace: shop, name: web}
spec:
  ingressClassName: nginx
  tls: [{hosts: [shop.example.com], secretName: web-tls}]
  rules: [{host: shop.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 8080}}}}]}}]
---
apiVersion: v1
kind: Secret
metadata: {namespace: shop, name: web-tls, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"data":"${CANARY}"}'}}
type: kubernetes.io/tls
data: {tls.crt: ${Buffer.from(CANARY).toString("base64")}, tls.key: ${Buffer.from(`${CANARY}-key`).toString("base64")}}
stringData: {password: ${CANARY}}
`;
writeFileSync(join(root, "shop.yaml"), shop);
writeFileSync(join(root, "half.yaml"), `${shop}---\nkind: [broken\n  ${CANARY}\n`);
writeFileSync(join(folder, "private", "key.yaml"), shop);
symlinkSync(join(folder, "private", "key.yaml"), join(root, "link.yaml"));
const kubeconfig = join(folder, "config");
writeFileSync(kubeconfig, `
apiVersion: v1
kind: Config
current-context: dev
clusters: [{name: dev, cluster: {server: "http://127.0.0.1:1"}}]
contexts: [{name: dev, context: {cluster: dev, user: me}}, {name: staging, context: {cluster: dev, user: me}}]
users: [{name: me, user: {token: ${CANARY}}}]
`);

const everything: string[] = [];
const remembering = (host: Host): Host => ({
  ...host,
  call: async (name, args) => {
    const said = await host.call(name, args);
    everything.push(JSON.stringify(said));
    return said;
  },
});

describe.each([
  { line: "@modelcontextprotocol/sdk 1.x", connect: oldHost, protocol: "2025-11-25" },
  { line: "@modelcontextprotocol/client 2.x", connect: modernHost, protocol: "2026-07-28" },
])("a host with $line", ({ connect, protocol }) => {
  let host: Host;
  beforeAll(async () => { host = remembering(await connect(["--demo", "--root", root])); });
  afterAll(() => host.close());

  test("agrees on its newest protocol and gets instructions", () => {
    expect(host.protocol()).toBe(protocol);
    expect(host.instructions()).toContain("explain_exposure");
  });

  test("sees the tools as recorded, within their budget of tokens", async () => {
    const tools = await host.tools();
    expectGolden(join(import.meta.dirname, "mcp-tools.json"), `${JSON.stringify(tools, undefined, 2)}\n`);
    for (const { name, description, inputSchema, outputSchema, annotations, title } of tools) {
      expect((name.length + (description ?? "").length + JSON.stringify(inputSchema).length) / 4).toBeLessThanOrEqual(INPUT_TOKENS);
      expect(JSON.stringify(outputSchema).length / 4).toBeLessThanOrEqual(OUTPUT_TOKENS);
      expect(annotations).toEqual({ title, readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false });
    }
  });

  test("learns why the address of the tutorial does not open, in one call", async () => {
    const { text, structured, isError } = await host.call("explain_exposure", { target: "http://10.96.45.123:8000", from: "network" });
    expect(isError).toBe(false);
    expect(structured).toMatchObject({ verdict: "no", truncated: false, target: { kind: "Service", namespace: "tasks", name: "task-api" } });
    expect(text).toContain("ClusterIPOutside");
    expect(text).toContain("kubectl -n tasks port-forward service/task-api 8000:8000");
    expect(text.length / 4).toBeLessThan(2000);
  });

  test("lists the demo page by page, each Service once", async () => {
    const names: string[] = [];
    let total = 0;
    let cursor: string | undefined;
    do {
      const { structured } = await host.call("list_services", { limit: 7, ...(cursor === undefined ? {} : { cursor }) });
      const page = structured as { services: { namespace: string; name: string }[]; total: number; nextCursor?: string };
      names.push(...page.services.map((one) => `${one.namespace}/${one.name}`));
      ({ total, nextCursor: cursor } = page);
    } while (cursor !== undefined);
    expect(names).toHaveLength(total);
    expect(names).toEqual([...new Set(names)].toSorted());
    expect(names).toContain("tasks/task-api");
  });

  test("reads files below the root and nothing else", async () => {
    const answer = await host.call("explain_exposure", { target: "ingress/web", namespace: "shop", files: ["shop.yaml"] });
    expect(answer.structured).toMatchObject({ verdict: "no" });
    expect(answer.text).toContain("IngressBackendPortNotFound");
    for (const path of ["../private/key.yaml", join(folder, "private"), "/etc/passwd", "link.yaml"]) {
      const refused = await host.call("list_services", { files: [path] });
      expect({ path, ...refused }).toMatchObject({ path, isError: true, text: expect.stringMatching(/OutsideRoots[^]*Next: /) as unknown });
    }
    expect((await host.call("list_services", { files: ["."] })).text).toContain("LinkLeadsOutside");
  });

  test("answers about inline manifests, and says what it left out", async () => {
    const whole = await host.call("list_services", { manifests: shop });
    expect(whole.structured).toMatchObject({ total: 1, services: [{ namespace: "shop", name: "web" }], unreadable: [] });
    const open = await host.call("explain_exposure", { target: "shop/web", manifests: shop });
    const closed = await host.call("explain_exposure", { target: "shop/web", manifests: shop, complete: true });
    expect(open.text).toContain("NotInFiles");
    expect(closed.text).not.toContain("NotInFiles");
    const half = await host.call("list_services", { files: ["half.yaml"] });
    expect(half.structured).toMatchObject({ total: 1 });
    expect(half.structured["unreadable"]).toHaveLength(1);
    expect(half.text).toContain("Not understood, and left out:");
    const long = await host.call("list_services", { manifests: `# ${"x".repeat(1_000_001)}` });
    expect(long.text).toContain("ManifestsTooLong");
  });

  test("is told what to do about wrong arguments", async () => {
    const cases: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
      ["explain_exposure", {}, "target"],
      ["explain_exposure", { target: "@@" }, "InvalidTarget"],
      ["explain_exposure", { target: "web", from: "mars" }, "from"],
      ["list_services", { ns: "shop" }, "the arguments are namespace, selector"],
      ["list_services", { limit: 0 }, "limit"],
      ["list_services", { selector: "=" }, "InvalidSelector"],
      ["list_services", { context: "dev" }, "this server was started to read the demo only"],
      ["list_services", { files: ["shop.yaml"], manifests: "{}" }, "name two sources"],
      ["list_services", { manifests: "just words" }, "No answer"],
    ];
    for (const [tool, args, expected] of cases) {
      const { isError, text } = await host.call(tool, args);
      expect({ isError, text }).toMatchObject({ isError: true, text: expect.stringContaining(expected) as unknown });
      expect(text).not.toMatch(/\bat .*\.(ts|js):\d/);
    }
  });

  test("gets all answers of many calls at once, each its own", async () => {
    const targets = Array.from({ length: 60 }, (_, index) => ["task-api", "task-api-nodeport", "task-api-lb"][index % 3] ?? "");
    const answers = await Promise.all(targets.map((target) => host.call("explain_exposure", { target: `service/${target}`, namespace: "tasks" })));
    expect(answers.map((one) => (one.structured["target"] as { name: string }).name)).toEqual(targets);
  });

  test("gets no answer beyond the budget from the demo", async () => {
    const { text, structured } = await host.call("list_services", { limit: 200 });
    expect(text.length).toBeLessThanOrEqual(BUDGET);
    expect(JSON.stringify(structured).length).toBeLessThanOrEqual(BUDGET);
  });
});

describe("a server with a kubeconfig", () => {
  test("says which contexts exist, what cannot be reached, and goes on", async () => {
    const host = remembering(await modernHost(["--kubeconfig", kubeconfig]));
    const unknown = await host.call("list_services", { context: "prod" });
    expect(unknown).toMatchObject({ isError: true });
    expect(unknown.text).toContain("The contexts that exist: dev, staging.");
    for (const args of [{}, { context: "staging" }]) {
      const down = await host.call("list_services", args);
      expect(down).toMatchObject({ isError: true });
      expect(down.text).toContain("ConnectionRefused");
    }
    expect((await host.call("list_services", { files: ["shop.yaml"] })).text).toContain("NoRoots");
    expect((await host.call("list_services", { manifests: shop })).isError).toBe(false);
    await host.close();
  });

  test("started for one context reads no other", async () => {
    const host = remembering(await modernHost(["--kubeconfig", kubeconfig, "--context", "staging"]));
    expect((await host.call("list_services", { context: "dev" })).text).toContain("ContextNotAllowed");
    expect((await host.call("list_services", { context: "staging" })).text).toContain("ConnectionRefused");
    await host.close();
  });

  test("started for several contexts wants to be told which", async () => {
    const host = remembering(await modernHost(["--kubeconfig", kubeconfig, "--context", "dev,staging"]));
    expect((await host.call("list_services", {})).text).toContain("ContextNeeded");
    expect((await host.call("list_services", { context: "dev" })).text).toContain("ConnectionRefused");
    await host.close();
  });

  test("started with a token sends it to no other cluster", async () => {
    const host = remembering(await modernHost(["--kubeconfig", kubeconfig, "--token", CANARY]));
    expect((await host.call("list_services", { context: "staging" })).text).toContain("ContextFixed");
    expect(host.stderr()).not.toContain(CANARY);
    await host.close();
  });
});

test("no value of a Secret and no token has been in any answer", () => {
  expect(everything.length).toBeGreaterThan(100);
  const planted = [CANARY, Buffer.from(CANARY).toString("base64")];
  expect(everything.filter((one) => planted.some((value) => one.includes(value)))).toEqual([]);
});
