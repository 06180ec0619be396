/** What hosts and clusters do to a server: garbage, hanging up, cancelling, never answering, refusing the token. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterEach, describe, expect, test } from "vitest";
import { bareEnv, modernHost, programWith } from "./mcp-hosts.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

interface Raw {
  readonly child: ChildProcessWithoutNullStreams;
  readonly send: (line: string) => void;
  /** Resolves with the reply of that id. */
  readonly reply: (id: number) => Promise<Readonly<Record<string, unknown>>>;
  readonly stdout: () => string;
  readonly ended: Promise<number | null>;
}

const start = (flags: readonly string[]): Raw => {
  const { command, args } = programWith(flags);
  const child = spawn(command, args, { env: bareEnv });
  cleanups.push(() => child.kill("SIGKILL"));
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => { out += chunk.toString(); });
  const reply = async (id: number): Promise<Readonly<Record<string, unknown>>> => {
    for (;;) {
      const found = out.split("\n").slice(0, -1).map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>).find((one) => one["id"] === id);
      if (found) return found;
      await new Promise((resolve) => { child.stdout.once("data", resolve); });
    }
  };
  return {
    child, reply,
    send: (line) => child.stdin.write(`${line}\n`),
    stdout: () => out,
    ended: new Promise((resolve) => { child.on("exit", resolve); }),
  };
};

const request = (id: number, method: string, params: object = {}): string => JSON.stringify({ jsonrpc: "2.0", id, method, params });
const initialize = request(1, "initialize", { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "a test", version: "1" } });
const listCall = (id: number): string => request(id, "tools/call", { name: "list_services", arguments: { limit: 1 } });

describe("a host", () => {
  test("that sends garbage is answered afterwards as if nothing had been", async () => {
    const raw = start(["--demo"]);
    for (const line of ["garbage", "{", "[]", "null", '{"jsonrpc":"2.0"}', "\u0000\u0001", "x".repeat(100_000)]) raw.send(line);
    raw.send(initialize);
    await raw.reply(1);
    for (const line of ['{"jsonrpc":"2.0","method":"notifications/initialized"}', "garbage", request(2, "no/such/method"), request(3, "tools/call", { name: "delete_everything" })]) raw.send(line);
    raw.send(listCall(4));
    expect(await raw.reply(4)).toMatchObject({ result: { structuredContent: { truncated: true } } });
    expect(await raw.reply(2)).toMatchObject({ error: { code: -32601 } });
    expect(await raw.reply(3)).toHaveProperty("error");
    for (const line of raw.stdout().trimEnd().split("\n")) expect(JSON.parse(line)).toMatchObject({ jsonrpc: "2.0" });
  });

  test("that closes its end ends the server, with exit code 0", async () => {
    const raw = start(["--demo"]);
    raw.send(initialize);
    await raw.reply(1);
    raw.child.stdin.end();
    expect(await raw.ended).toBe(0);
  });

  test("that goes away in the middle of calls ends the server too", async () => {
    const raw = start(["--demo"]);
    raw.send(initialize);
    await raw.reply(1);
    for (let id = 2; id < 100; id++) raw.send(listCall(id));
    raw.child.stdout.destroy();
    raw.child.stdin.end();
    expect(await raw.ended).toBe(0);
  });
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An API server of sorts, and a kubeconfig that leads to it. */
const cluster = async (answer: Answer): Promise<{ readonly kubeconfig: string; readonly login: (token: string) => void; readonly server: Server }> => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  cleanups.push(() => server.close(), () => server.closeAllConnections());
  const kubeconfig = join(mkdtempSync(join(tmpdir(), "traffic-mcp-")), "config");
  const login = (token: string): void => writeFileSync(kubeconfig, JSON.stringify({
    apiVersion: "v1", kind: "Config", "current-context": "dev",
    clusters: [{ name: "dev", cluster: { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } }],
    contexts: [{ name: "dev", context: { cluster: "dev", user: "me" } }],
    users: [{ name: "me", user: { token } }],
  }));
  login("first");
  return { kubeconfig, login, server };
};

const emptyList = JSON.stringify({ kind: "List", apiVersion: "v1", metadata: {}, items: [] });

describe("a cluster", () => {
  test("whose token expired answers again after a login, without a restart of the server", async () => {
    let valid = "first";
    const { kubeconfig, login } = await cluster(({ headers }, response) => {
      const isValid = headers.authorization === `Bearer ${valid}`;
      response.writeHead(isValid ? 200 : 401, { "content-type": "application/json" }).end(isValid ? emptyList : '{"kind":"Status","message":"Unauthorized"}');
    });
    const host = await modernHost(["--kubeconfig", kubeconfig]);
    cleanups.push(host.close);
    expect((await host.call("list_services", {})).structured).toMatchObject({ total: 0, gaps: [] });
    valid = "second";
    const expired = await host.call("list_services", {});
    expect(expired.isError).toBe(true);
    expect(expired.text).toContain("No answer (Unauthorized)");
    login("second");
    expect((await host.call("list_services", {})).structured).toMatchObject({ total: 0, gaps: [] });
  });

  test("that never answers can be given up, and keeps no other call waiting", async () => {
    let asked = 0;
    let dropped = 0;
    const { kubeconfig } = await cluster((_request, response) => {
      asked += 1;
      response.on("close", () => { dropped += 1; });
    });
    const client = new Client({ name: "a test", version: "1" }, { versionNegotiation: { mode: "auto" } });
    await client.connect(new StdioClientTransport({ ...programWith(["--kubeconfig", kubeconfig]), env: bareEnv, stderr: "ignore" }));
    cleanups.push(() => client.close());
    const given = new AbortController();
    const call = client.callTool({ name: "list_services", arguments: {} }, { signal: given.signal });
    const outcome = call.then(() => "answered", () => "given up");
    await expect.poll(() => asked, { timeout: 10_000 }).toBeGreaterThan(0);
    const meanwhile = await client.callTool({ name: "list_services", arguments: { manifests: "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}" } });
    expect(meanwhile.structuredContent).toMatchObject({ total: 1 });
    given.abort();
    expect(await outcome).toBe("given up");
    await expect.poll(() => dropped, { timeout: 10_000 }).toBe(asked);
  });
});
