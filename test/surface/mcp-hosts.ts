/** Hosts as they are: the client of the old SDK line and the one of the new, each with a server process of its own. */
import { Client as ModernClient } from "@modelcontextprotocol/client";
import { StdioClientTransport as ModernTransport } from "@modelcontextprotocol/client/stdio";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as OldTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { join } from "node:path";

export interface Said {
  readonly text: string;
  readonly structured: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

export interface Told {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly inputSchema: unknown;
  readonly outputSchema?: unknown;
  readonly annotations?: Readonly<Record<string, unknown>> | undefined;
}

export interface Host {
  readonly protocol: () => string | undefined;
  readonly instructions: () => string | undefined;
  readonly tools: () => Promise<readonly Told[]>;
  readonly call: (name: string, args: Readonly<Record<string, unknown>>) => Promise<Said>;
  readonly stderr: () => string;
  readonly close: () => Promise<void>;
}

const info = { name: "a test", version: "1.0.0" };

/** The program as CI hands it over, or the sources. */
export const programWith = (flags: readonly string[]): { readonly command: string; readonly args: string[] } => {
  const program = process.env["TRAFFIC_PROGRAM"];
  const main = join(import.meta.dirname, "../../src/cli/main.ts");
  return program ? { command: program, args: ["mcp", ...flags] } : { command: process.execPath, args: [main, "mcp", ...flags] };
};

export const bareEnv = { HOME: "/nonexistent", PATH: process.env["PATH"] ?? "" };

const said = (result: { readonly [field: string]: unknown }): Said => {
  const [first] = result["content"] as readonly { readonly text?: string }[];
  return { text: first?.text ?? "", structured: (result["structuredContent"] ?? {}) as Said["structured"], isError: result["isError"] === true };
};

const collect = (stream: { on: (event: "data", listener: (chunk: Buffer) => void) => unknown } | null): (() => string) => {
  let text = "";
  stream?.on("data", (chunk) => { text += chunk.toString(); });
  return () => text;
};

export const oldHost = async (flags: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Host> => {
  const transport = new OldTransport({ ...programWith(flags), env: { ...bareEnv, ...env }, stderr: "pipe" });
  const stderr = collect(transport.stderr as Parameters<typeof collect>[0]);
  const client = new OldClient(info);
  // The client announces what was agreed on to its transport, and keeps it to itself otherwise.
  let protocol: string | undefined;
  await client.connect(Object.assign(transport, { setProtocolVersion: (version: string) => { protocol = version; } }));
  return {
    protocol: () => protocol,
    instructions: () => client.getInstructions(),
    tools: async () => (await client.listTools()).tools,
    call: async (name, args) => said(await client.callTool({ name, arguments: { ...args } })),
    stderr,
    close: () => client.close(),
  };
};

export const modernHost = async (flags: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Host> => {
  const transport = new ModernTransport({ ...programWith(flags), env: { ...bareEnv, ...env }, stderr: "pipe" });
  const stderr = collect(transport.stderr as Parameters<typeof collect>[0]);
  const client = new ModernClient(info, { versionNegotiation: { mode: "auto" } });
  await client.connect(transport);
  return {
    protocol: () => client.getNegotiatedProtocolVersion(),
    instructions: () => client.getInstructions(),
    tools: async () => (await client.listTools()).tools,
    call: async (name, args) => said(await client.callTool({ name, arguments: { ...args } })),
    stderr,
    close: () => client.close(),
  };
};
