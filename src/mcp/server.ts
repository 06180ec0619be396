/** The MCP server on standard input and output: the operations as tools, for both eras of the protocol. */
import { McpServer, type Transport } from "@modelcontextprotocol/server";
import { serveStdio as serveOn, StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import { LoadError } from "../loaders/error.ts";
import type { SourceFlags } from "../loaders/open.ts";
import { plainLines } from "../render/text/terminal.ts";
import manifest from "../../package.json" with { type: "json" };
import { problemAnswer } from "./errors.ts";
import { type Sources, sourcesFor } from "./sources.ts";
import { tools } from "./tools/registry.ts";
import type { Tool } from "./tools/tool.ts";
import { instructions } from "./words.embed.ts";

export interface ServeOptions {
  readonly connection: SourceFlags;
  /** Folders below which calls may name files. */
  readonly roots: readonly string[];
  readonly streams: {
    /** The log; standard output belongs to the protocol. */
    readonly stderr: { readonly write: (text: string) => unknown };
    readonly env: Readonly<Record<string, string | undefined>>;
  };
  /** Instead of the process's standard input and output. */
  readonly transport?: Transport;
}

type Log = (text: string) => void;

/** Serves until the host closes its end. */
export const serveStdio = async ({ connection, roots, streams, transport = new StdioServerTransport() }: ServeOptions): Promise<void> => {
  const log: Log = (text) => streams.stderr.write(`${plainLines(text).join("\n")}\n`);
  const sources = sourcesFor({ connection, roots, env: streams.env });
  serveOn(() => createServer(sources, log), { transport, onerror: (error) => log(`mcp: ${error.message}`) });
  const tearDown = transport.onclose;
  await new Promise<void>((resolve) => {
    transport.onclose = () => {
      tearDown?.();
      resolve();
    };
  });
};

const createServer = (sources: Sources, log: Log): McpServer => {
  const server = new McpServer({ name: manifest.name, title: "kubectl traffic", version: manifest.version }, { instructions, capabilities: { tools: {} } });
  for (const tool of tools) register(server, tool, sources, log);
  return server;
};

/** True of every tool: nothing here can change a cluster, and the same question has the same answer. */
const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false } as const;

const register = (server: McpServer, tool: Tool, sources: Sources, log: Log): void => {
  const { name, title, description, input, output } = tool;
  server.registerTool(name, { title, description, inputSchema: input, outputSchema: output, annotations: { title, ...annotations } }, async (args, context) => {
    try {
      const { structured, text } = await tool.call(args, sources.open, context.mcpReq.signal);
      return { content: [{ type: "text", text }], structuredContent: structured };
    } catch (error) {
      if (error instanceof LoadError) sources.forget();
      return problemAnswer(error, log);
    }
  });
};
