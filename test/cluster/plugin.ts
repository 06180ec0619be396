/** The program where kubectl looks for plugins: the sources on this Node, or the executable that TRAFFIC_PROGRAM names. */
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

import type { Cluster } from "./cluster.ts";

export type Answer = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

export type Call = {
  /** Whose kubeconfig kubectl and the plugin get; admin's when left out. */
  readonly user?: string;
  /** A kubeconfig, or several joined as in KUBECONFIG, instead of the user's. */
  readonly kubeconfig?: string;
  readonly input?: string;
};

export type Plugin = {
  /** A folder with kubectl-traffic in it. */
  readonly folder: string;
  /** `kubectl ...` with the plugin in the PATH. */
  readonly kubectl: (args: readonly string[], call?: Call) => Promise<Answer>;
  /** `kubectl traffic ...` */
  readonly traffic: (args: readonly string[], call?: Call) => Promise<Answer>;
};

const root = resolve(import.meta.dirname, "../..");

export function installPlugin(cluster: Cluster): Plugin {
  const folder = join(cluster.folder, "plugins");
  mkdirSync(folder, { recursive: true });
  const program = process.env["TRAFFIC_PROGRAM"];
  const command = program ? quoted(resolve(program)) : [process.execPath, join(root, "src/cli/main.ts")].map(quoted).join(" ");
  writeScript(join(folder, "kubectl-traffic"), command);
  const kubectl: Plugin["kubectl"] = (args, { user, kubeconfig, input } = {}) => cluster.kubectl(args, {
    ...(user === undefined ? {} : { user }),
    ...(input === undefined ? {} : { input }),
    env: { PATH: `${folder}${delimiter}${process.env["PATH"]}`, LANG: "en_US.UTF-8", LC_ALL: "", COLUMNS: "80", ...(kubeconfig === undefined ? {} : { KUBECONFIG: kubeconfig }) },
  });
  return { folder, kubectl, traffic: (args, call) => kubectl(["traffic", ...args], call) };
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const writeScript = (path: string, command: string): void => writeFileSync(path, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
