/**
 * Who may import whom in src. A folder may import itself, the folders named in its
 * row, and the packages named there; everything else is an error, whether the
 * import is a value, a type only, or dynamic. Every file of src belongs to the row
 * with the longest path that contains it; a file in no row is an error too.
 */
export interface Layer {
  readonly path: string;
  readonly imports: readonly string[];
  readonly packages: readonly string[];
  /** May it import node:*? */
  readonly node: boolean;
  readonly why: string;
}

const ground = ["src/core/snapshot", "src/core/notes", "src/core/facts"];
const topology = [...ground, "src/core/topology"];
const routing = [...topology, "src/core/routing"];
const checks = [...routing, "src/core/checks"];
const exposure = [...checks, "src/core/exposure"];

/** Libraries that compute and touch nothing. The core imports these and no other package. */
const purePackages: readonly string[] = [];

const core = (path: string, imports: readonly string[], why: string): Layer => ({
  path,
  imports,
  packages: purePackages,
  node: false,
  why,
});

const adapter = (path: string, packages: readonly string[], why: string): Layer => ({
  path,
  imports: ["src/core", "src/operations", "src/loaders", "src/render", "package.json"],
  packages,
  node: true,
  why,
});

export const layers: readonly Layer[] = [
  core("src/core/snapshot", ground, "What is known about a cluster and what could not be read. The ground everything stands on."),
  core("src/core/notes", ground, "Everything the tool can say. A note names objects, so it knows the snapshot's references and nothing above."),
  core("src/core/facts", ground, "Tables from upstream. They are data: they decide nothing and so need nothing."),
  core("src/core/topology", ground, "Who refers to whom. Computed once, below routing, so that no dialect has its own idea of attachment or grants."),
  core("src/core/routing", topology, "The route table. It does not know what is made of it: a trace, a comparison, a translation or a check."),
  core("src/core/translate", routing, "Ingress to Gateway API. Beside the checks, not above them: a translation is proved by routing alone."),
  core("src/core/checks", routing, "One finding per file. A check sees the snapshot and the route table, never how a Service is exposed in sum."),
  core("src/core/exposure", checks, "list and explain: they use the checks, so the checks cannot use them."),
  core("src/core/decision", exposure, "Which way to expose a Service. It weighs what exposure and checks found and therefore comes last."),
  {
    path: "src/operations",
    imports: ["src/core"],
    packages: ["zod"],
    node: false,
    why: "What the command line, MCP and the agent all print. An operation gets a snapshot, so it must not be able to load one, and gives a value, so it must not print it.",
  },
  {
    path: "src/loaders",
    imports: ["src/core"],
    packages: ["@kubernetes/client-node", "hpagent", "socks-proxy-agent", "yaml"],
    node: true,
    why: "Reads once. Loading is told what to read as data; it does not know the operation that asked.",
  },
  {
    path: "src/render",
    imports: ["src/core"],
    packages: ["yaml"],
    node: false,
    why: "Prints once. Output depends on the value given and nothing else: no environment, no terminal, no second read of the cluster.",
  },
  adapter("src/cli", ["@stricli/core"], "The command line. It talks to a person at a terminal."),
  adapter("src/mcp", ["@modelcontextprotocol/server", "zod"], "The MCP server. It talks to an assistant; its stdout belongs to the protocol."),
  adapter("src/agent", ["@anthropic-ai/sdk", "zod"], "The agent. It talks to a model."),
];

export interface Passage {
  readonly file: string;
  readonly imports: readonly string[];
  readonly why: string;
}

/** Single files that may cross a border, by dynamic import only. */
export const passages: readonly Passage[] = [
  {
    file: "src/cli/main.ts",
    imports: ["src/mcp", "src/agent"],
    why: "One executable holds all adapters. Its entry starts the other two, and a dynamic import keeps them out of every other command's start.",
  },
];
