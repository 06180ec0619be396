/** The finished program as people start it: kubectl finds it, and on a real API server it answers as on the demo. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";

import type { ExplainResult, ListResult } from "../../src/core/exposure/model.ts";
import { runProgram } from "../support/program.ts";
import { readAllBut } from "./access.ts";
import { demoNamespaces, demoObjects } from "./demo.ts";
import { installPlugin, type Plugin } from "./plugin.ts";
import { describeOnCluster, sharedCluster } from "./provided.ts";

let plugin: Plugin;

/** Its load balancer is late on the demo. On the server it was created just now: see the test about waiting. */
const YOUNG = "task-api-preview";

const ofDemo = ({ namespace, name }: { readonly namespace?: string | undefined; readonly name: string }): boolean => demoNamespaces.some((one) => one === namespace) && name !== YOUNG;

/** A server sets the time of creation itself. Everything else must be the same. */
const comparableList = (stdout: string): unknown => {
  const { services, notes, gaps, assumptions } = JSON.parse(stdout) as ListResult;
  return { services: services.filter(ofDemo).map(({ createdAt: _createdAt, ...rest }) => rest), notes: notes.filter(({ about }) => ofDemo(about)), gaps, assumptions };
};

/** Where it was read is different; kinds of which the demo has none are not installed on the server. */
const comparable = (stdout: string): unknown => {
  const { source: _source, gaps, ...rest } = JSON.parse(stdout) as ExplainResult | ListResult;
  return { ...rest, gaps: gaps.filter(({ reason }) => reason !== "NotInstalled") };
};

describeOnCluster("kubectl traffic", () => {
  beforeAll(async () => {
    plugin = installPlugin(sharedCluster());
    await sharedCluster().apply(demoObjects());
  });

  test("is found by kubectl", async () => {
    const { stdout } = await plugin.kubectl(["plugin", "list"]);
    expect(stdout).toContain(join(plugin.folder, "kubectl-traffic"));
    const version = await plugin.traffic(["version"]);
    expect(version).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringMatching(/\d+\.\d+\.\d+/) });
  });

  test("passes kubectl its flags, its exit code and nothing on stderr", async () => {
    const list = await plugin.traffic(["list", "-n", "tasks"]);
    expect(list).toMatchObject({ exitCode: 0, stderr: "" });
    expect(list.stdout).toMatch(/^task-api-nodeport +NodePort +3\/3 +internet +yes$/m);
    const explain = await plugin.traffic(["explain", "http://10.96.45.123:8000"]);
    expect(explain).toMatchObject({ exitCode: 1, stderr: "" });
    expect(explain.stdout).toMatch(/^No: 10\.96\.45\.123 is the cluster IP of Service tasks\/task-api\./);
  });

  test("completes through kubectl, once that is installed", async () => {
    const before = await plugin.kubectl(["__complete", "traffic", ""]);
    expect(before.stdout).not.toContain("explain");
    expect(await plugin.traffic(["completion", "install"])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(join(plugin.folder, "kubectl_complete-traffic")) });
    const complete = async (...words: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = await plugin.kubectl(["__complete", "traffic", ...words]);
      return stdout.trimEnd().split("\n").map((line) => line.split("\t")[0] ?? "");
    };
    expect(await complete("")).toEqual(["list", "explain", "snapshot", "mcp", "completion", "version", ":4"]);
    expect(await complete("explain", "-n", "shop", "service/c")).toEqual(["service/campaign", "service/cart", "service/catalog", "service/catalog-next", ":4"]);
    expect(await complete("list", "-n", "t")).toEqual(["tasks", ":4"]);
  });

  test("lists the demo platform on a server as the demo itself", async () => {
    const [live, demo] = await Promise.all([plugin.traffic(["list", "-A", "-o", "json"]), runProgram(["list", "-A", "-o", "json", "--demo"])]);
    expect(comparableList(live.stdout)).toEqual(comparableList(demo.stdout));
    expect(JSON.stringify(comparableList(live.stdout))).toContain("recommendations");
  });

  test.each([
    ["service/task-api", "tasks", 0], ["http://10.96.45.123:8000", "tasks", 1], ["httproute/task-board", "tasks", 1], ["https://search.example.com", "shop", 1],
    ["service/cart", "shop", 1], ["ingress/storefront", "shop", 0], ["service/refunds", "pay", 1], ["service/ledger", "pay", 3], ["gateway/public", "platform", 0],
  ] as const)("explains %s as on the demo", async (target, namespace, exitCode) => {
    const argv = ["explain", target, "-n", namespace, "-o", "json"];
    const [live, demo] = await Promise.all([plugin.traffic(argv), runProgram([...argv, "--demo"])]);
    expect(comparable(live.stdout)).toEqual(comparable(demo.stdout));
    expect([live.exitCode, demo.code]).toEqual([exitCode, exitCode]);
  });

  test("waits a few minutes for a load balancer, which on the demo are over", async () => {
    const argv = ["explain", `service/${YOUNG}`, "-n", "tasks", "-o", "json"];
    const [live, demo] = await Promise.all([plugin.traffic(argv), runProgram([...argv, "--demo"])]);
    const pending = (stdout: string): unknown => (JSON.parse(stdout) as ExplainResult).ways.find(({ exposure }) => exposure.via === "LoadBalancer");
    expect(pending(demo.stdout)).toMatchObject({ verdict: "no" });
    expect(pending(live.stdout)).toMatchObject({ exposure: { codes: ["LoadBalancerPending"] } });
    expect(live.stdout).toContain("SyncLoadBalancerFailed");
  });

  test("answers from a snapshot as from the cluster", async () => {
    const saved = join(sharedCluster().folder, "plugin-snapshot.json");
    const { stdout, exitCode } = await plugin.traffic(["snapshot", "-A"]);
    writeFileSync(saved, stdout);
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain("BEGIN CERTIFICATE");
    for (const argv of [["list", "-A", "-o", "json"], ["explain", "ingress/storefront", "-n", "shop", "-o", "json"]]) {
      const [live, later] = await Promise.all([plugin.traffic(argv), plugin.traffic([...argv, "-f", saved])]);
      expect(comparable(later.stdout)).toEqual(comparable(live.stdout));
      expect(later.exitCode).toBe(live.exitCode);
    }
  });

  test("says what a repaired file would change, without applying it", async () => {
    const { stdout: manifest } = await plugin.kubectl(["get", "ingress", "campaign", "-n", "shop", "-o", "yaml"]);
    const file = join(sharedCluster().folder, "campaign.yaml");
    writeFileSync(file, manifest.replace("ingressClassName: nginx-external", "ingressClassName: nginx"));
    const explain = ["explain", "ingress/campaign", "-n", "shop"];
    const before = await plugin.traffic(explain);
    expect(before).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("There is no IngressClass nginx-external") });
    const repaired = await plugin.traffic([...explain, "-f", file, "--overlay"]);
    expect(repaired).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^Yes/) });
    expect(await plugin.traffic(explain)).toEqual(before);
  });

  test("answers for several contexts, each in its own namespace, and repeats each one's name", async () => {
    const cluster = sharedCluster();
    await cluster.addUser("plugin-tasks", readAllBut(["secrets"]));
    const shop = cluster.kubeconfig("admin", { context: "plugin-shop", namespace: "shop" });
    const tasks = cluster.kubeconfig("plugin-tasks", { context: "plugin-tasks", namespace: "tasks" });
    const call = { kubeconfig: `${shop}:${tasks}` };
    const { stdout, exitCode } = await plugin.traffic(["list", "--context", "plugin-shop,plugin-tasks"], call);
    expect(exitCode).toBe(0);
    const [, first = "", second = ""] = stdout.split(/^Context plugin-(?:shop|tasks)$/m);
    expect(first).toMatch(/^storefront /m);
    expect(first).toContain("--context=plugin-shop\n");
    expect(second).toMatch(/^task-api /m);
    expect(second).not.toMatch(/^storefront /m);
    const wrong = await plugin.traffic(["list", "--context", "plugin-shop,staging"], call);
    expect(wrong).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringMatching(/no context "staging"[^]*plugin-shop, plugin-tasks/) });
  });
});
