import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runProgram } from "../../support/program.ts";

/** A cluster that holds one Service and nothing else, and serves no Gateway API. */
const clusterWith = async (service: string): Promise<Server> => {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://x");
    const kind = pathname.split("/").at(-1);
    const isServed = !pathname.includes("gateway.networking.k8s.io") && kind !== undefined;
    const metadata = { name: service, namespace: "shop", creationTimestamp: "2026-01-01T00:00:00Z" };
    const items = kind === "services" ? [{ metadata, spec: { type: "ClusterIP", clusterIP: "10.96.0.7", ports: [{ port: 80 }] } }] : [];
    response.writeHead(isServed ? 200 : 404, { "content-type": "application/json" })
      .end(JSON.stringify(isServed ? { apiVersion: "v1", kind: "List", metadata: {}, items } : { kind: "Status", code: 404, message: "not found" }));
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  return server;
};

const urlOf = (server: Server): string => {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
};

let folder = "";
let servers: readonly Server[] = [];
const run = (...argv: string[]) => runProgram(["list", "--kubeconfig", join(folder, "config"), "--request-timeout=5s", ...argv]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "traffic-contexts-"));
  servers = await Promise.all([clusterWith("web"), clusterWith("cart")]);
  const named = { staging: urlOf(servers[0] as Server), production: urlOf(servers[1] as Server), gone: "http://127.0.0.1:1" };
  writeFileSync(join(folder, "config"), JSON.stringify({
    apiVersion: "v1", kind: "Config", "current-context": "staging",
    clusters: Object.entries(named).map(([name, server]) => ({ name, cluster: { server } })),
    users: [{ name: "somebody", user: { token: "t" } }],
    contexts: Object.keys(named).map((name) => ({ name, context: { cluster: name, user: "somebody", namespace: "shop" } })),
  }));
});

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

describe("contexts", () => {
  test("one context is the plain value, in the namespace of the context", async () => {
    const { stdout, code } = await run("-o", "json");
    expect(code).toBe(0);
    const value = JSON.parse(stdout) as { services: readonly { name: string; namespace: string }[] };
    expect(value.services).toMatchObject([{ name: "web", namespace: "shop" }]);
    expect((await run()).stdout).toMatch(/^NAME +TYPE/);
  });

  test("several are a list of values with their contexts, never one mixed", async () => {
    const { stdout, code } = await run("--context", "staging,production", "-o", "json");
    expect(code).toBe(0);
    const { contexts } = JSON.parse(stdout) as { contexts: readonly unknown[] };
    expect(contexts).toMatchObject([{ context: "staging", services: [{ name: "web" }] }, { context: "production", services: [{ name: "cart" }] }]);
    expect((await run("--context", "staging,production")).stdout).toMatch(/^Context staging\n\nNAME[^]*\nweb [^]*\nContext production\n\nNAME[^]*\ncart /);
    expect((await run("--context", "staging,production", "-o", "name")).stdout).toBe("service/web\nservice/cart\n");
  });

  test("one that cannot be read does not keep the others from answering", async () => {
    const { stdout, stderr, code } = await run("--context", "gone,production");
    expect(stdout).toContain("cart");
    expect(stderr).toMatch(/context gone:\nerror: /);
    expect(code).toBe(2);
  });

  test("nothing from a cluster that cannot be read, and what to do", async () => {
    const { stdout, stderr, code } = await run("--context", "gone");
    expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
    expect(stderr).toMatch(/^error: .+\n.+\n$/);
  });
});
