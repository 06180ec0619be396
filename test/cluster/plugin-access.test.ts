/** The finished program where something stands in its way: rights, logins, certificates, the server itself. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { beforeAll, expect, test } from "vitest";

import type { ExplainResult, ListResult } from "../../src/core/exposure/model.ts";
import type { Gap } from "../../src/core/snapshot/snapshot.ts";
import { type Grant, readAllBut } from "./access.ts";
import { findAssets } from "./assets.ts";
import { demoObjects } from "./demo.ts";
import { interrupt } from "./interrupting.ts";
import { type Call, installPlugin, type Plugin } from "./plugin.ts";
import { describeOnCluster, sharedCluster } from "./provided.ts";
import { startCluster } from "./server.ts";

let plugin: Plugin;

const workloads: readonly Grant[] = [{ apiGroups: ["apps"], resources: ["deployments", "daemonsets", "statefulsets"] }, { apiGroups: [""], resources: ["events"] }];

/** Kinds that no test cluster has are no obstacle. */
const obstacles = ({ gaps }: { readonly gaps: readonly Gap[] }): readonly Gap[] => gaps.filter(({ reason }) => reason !== "NotInstalled");

const listed = async (argv: readonly string[], call: Call): Promise<ListResult & { readonly exitCode: number }> => {
  const { stdout, exitCode } = await plugin.traffic(["list", ...argv, "-o", "json"], call);
  return { ...(JSON.parse(stdout) as ListResult), exitCode };
};

const explained = async (argv: readonly string[], call: Call): Promise<ExplainResult & { readonly exitCode: number }> => {
  const { stdout, exitCode } = await plugin.traffic(["explain", ...argv, "-o", "json"], call);
  return { ...(JSON.parse(stdout) as ExplainResult), exitCode };
};

describeOnCluster("kubectl traffic with obstacles", () => {
  beforeAll(async () => {
    plugin = installPlugin(sharedCluster());
    await sharedCluster().apply(demoObjects());
  });

  test("without Secrets, only explain doubts, only what has a certificate, and names the right", async () => {
    const user = "plugin-no-secrets";
    await sharedCluster().addUser(user, [...readAllBut(["secrets"]), ...workloads]);
    const list = await listed(["-n", "shop"], { user });
    expect(obstacles(list)).toEqual([]);
    expect(list.services.find(({ name }) => name === "storefront")?.verdict).toBe("yes");
    const storefront = await explained(["ingress/storefront", "-n", "shop"], { user });
    expect(storefront).toMatchObject({ verdict: "unknown", exitCode: 3, summary: expect.stringMatching(/cannot get resource "secrets".*in the namespace "shop"/) });
    expect(obstacles(storefront)).toMatchObject([{ kind: "Secret", namespace: "shop", name: "example-com-tls", reason: "Forbidden" }]);
    const docs = await explained(["ingress/task-docs", "-n", "tasks"], { user });
    expect(docs).toMatchObject({ verdict: "yes", exitCode: 0 });
    expect(obstacles(docs)).toEqual([]);
  });

  test("does not state in a repair what it could not see", async () => {
    const user = "plugin-no-secrets";
    const { stdout } = await plugin.traffic(["explain", "ingress/storefront", "-n", "shop"], { user });
    expect(stdout).toContain("auth can-i get secret/example-com-tls");
    expect(stdout).not.toContain("does not exist");
  });

  test("with one namespace, answers about that and says what else it would need", async () => {
    const user = "plugin-shop-only";
    await sharedCluster().addUser(user, [...readAllBut([], "shop"), ...workloads.map((one) => ({ ...one, namespace: "shop" }))]);
    const inShop = await listed(["-n", "shop"], { user });
    const verdicts = Object.fromEntries(inShop.services.map(({ name, verdict }) => [name, verdict]));
    // The port is wrong within shop; the Gateway is in another namespace; nothing leads to wishlist from outside.
    expect(verdicts).toMatchObject({ reviews: "no", catalog: "unknown", wishlist: "yes" });
    expect(inShop).toMatchObject({ exitCode: 0, gaps: expect.arrayContaining([expect.objectContaining({ kind: "Gateway", reason: "Forbidden" })]) });

    const catalog = await explained(["service/catalog", "-n", "shop"], { user });
    expect(catalog).toMatchObject({ verdict: "unknown", exitCode: 3, summary: expect.stringContaining('"gateways"') });
    expect(catalog.gaps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["Gateway", "IngressClass", "Node"]));
  });

  test("without the right to list everywhere, says so, and not that there is nothing", async () => {
    const { stdout, stderr, exitCode } = await plugin.traffic(["list", "-A"], { user: "plugin-shop-only" });
    expect(exitCode).toBe(3);
    expect(stderr).toBe("Services could not be read in all namespaces at once: -n NAME asks for one.\n");
    // One sentence for all kinds that one user may not read.
    expect(stdout.replaceAll(/\s+/g, " ")).toMatch(/ - EndpointSlice, .*Ingress, .*Service, .*: not readable \(Forbidden\): User "\S+:plugin-shop-only" may not list this at the cluster scope/);
    const other = await plugin.traffic(["explain", "service/payments", "-n", "pay"], { user: "plugin-shop-only" });
    expect(other).toMatchObject({ exitCode: 3, stdout: expect.stringMatching(/^Unknown: services is forbidden/) });
  });

  test("without Pods, sees that no endpoint is ready and says that it cannot see why", async () => {
    const user = "plugin-no-pods";
    await sharedCluster().addUser(user, [...readAllBut(["pods"]), ...workloads]);
    const list = await listed(["-n", "shop"], { user });
    expect(list.services.map(({ verdict }) => verdict)).toEqual((await listed(["-n", "shop"], {})).services.map(({ verdict }) => verdict));
    const broken = await explained(["service/recommendations", "-n", "shop"], { user });
    expect(broken).toMatchObject({ verdict: "no", exitCode: 1, summary: expect.stringMatching(/Why is not known.*cannot list resource "pods"/) });
    expect(obstacles(broken).map(({ kind, reason }) => [kind, reason])).toEqual([["Pod", "Forbidden"]]);
  });

  test("with a login that is no longer good, says where and what to do", async () => {
    const cluster = sharedCluster();
    const kubeconfig = await cluster.addUser("plugin-leaver", readAllBut([]));
    await cluster.removeUser("plugin-leaver");
    const { stdout, stderr, exitCode } = await plugin.traffic(["list", "-A"], { kubeconfig });
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^error: The API server https:\S+ \(context plugin-leaver\) does not accept the credentials[^]*log in again/);
  });

  test("refuses a server that the kubeconfig's authority did not sign", async () => {
    const cluster = sharedCluster();
    const ca = join(cluster.folder, "plugin-other-ca.crt");
    writeFileSync(ca, rootCertificates[0] ?? "");
    const { stdout, stderr, exitCode } = await plugin.traffic(["list", "-A"], { kubeconfig: cluster.kubeconfig("admin", { ca, context: "plugin-other-ca" }) });
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(ca);
    expect(stderr).toContain("--certificate-authority");
  });

  test("of a server that stops halfway through a list, uses nothing of that list and everything else", async () => {
    const server = await interrupt(sharedCluster(), "endpointslices");
    try {
      const { services, gaps, exitCode } = await listed(["-n", "shop"], server);
      expect(server.times()).toBeGreaterThan(0);
      expect(gaps).toMatchObject([{ kind: "EndpointSlice", reason: "Unreachable", message: expect.stringContaining("closed the connection") }]);
      expect(exitCode).toBe(0);
      expect(services.find(({ name }) => name === "storefront")?.verdict).toBe("unknown");
      expect(services.find(({ name }) => name === "campaign")?.verdict).toBe("no");
      // explain reads pods as well: their own readiness decides, and what was not read is said where it is missed.
      const storefront = await explained(["ingress/storefront", "-n", "shop"], server);
      expect(storefront.path.at(-1)?.checked).toEqual(expect.arrayContaining([expect.stringMatching(/^readiness not known: .*closed the connection/), "selector matches 2 pods"]));
      expect(obstacles(storefront).map(({ kind, reason }) => [kind, reason])).toContainEqual(["EndpointSlice", "Unreachable"]);
    } finally {
      server.close();
    }
  });

  test("where the Gateway API is not installed, misses nothing of it", async () => {
    const found = await findAssets();
    if ("skipReason" in found) throw new Error(found.skipReason);
    const cluster = await startCluster({ assets: found.assets });
    try {
      await cluster.apply(demoObjects().filter(({ apiVersion }) => !apiVersion.startsWith("gateway.networking.k8s.io/")));
      const call = { kubeconfig: cluster.kubeconfig() };
      const list = await plugin.traffic(["list", "-n", "shop"], call);
      expect(list).toMatchObject({ exitCode: 0, stderr: "" });
      expect(list.stdout).toMatch(/^storefront +ClusterIP +2\/2 +internet +yes$/m);
      expect(list.stdout).not.toMatch(/Gateway|Could not be read/);
      const storefront = await plugin.traffic(["explain", "ingress/storefront", "-n", "shop"], call);
      expect(storefront).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringMatching(/^Yes/) });
      expect(storefront.stdout).not.toMatch(/Gateway|Could not be read/);
      const route = await plugin.traffic(["explain", "httproute/cart", "-n", "shop"], call);
      expect(route.stdout).toMatch(/HTTPRoute is not\s+installed in this cluster/);
      expect(route.exitCode).not.toBe(0);
    } finally {
      await cluster.stop();
    }
  });
});
