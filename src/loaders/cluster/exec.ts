/**
 * Credential plugins (`users[].user.exec`), run as kubectl runs them: with KUBERNETES_EXEC_INFO, with the terminal
 * where there is one, and with what they say on stderr shown.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { LoadError } from "../error.ts";
import type { Issued } from "./credentials.ts";
import type { ExecPlugin, KubeCluster } from "./kubeconfig.ts";
import type { Environment } from "./options.ts";

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  /** What it said, unless the terminal showed it already. */
  readonly stderr: string;
}

export const runExecPlugin = async (plugin: ExecPlugin, cluster: KubeCluster, env: Environment): Promise<Issued> => {
  const isTerminal = process.stdin.isTTY === true;
  if (plugin.interactiveMode === "Always" && !isTerminal) {
    throw failed(plugin, "it wants to ask questions and there is no terminal", "Run the command in a terminal.");
  }
  const isInteractive = isTerminal && plugin.interactiveMode !== "Never";
  const info = JSON.stringify(execInfo(plugin, cluster, isInteractive));
  const { code, stdout, stderr } = await run(plugin, { ...env, ...plugin.env, KUBERNETES_EXEC_INFO: info }, isInteractive);
  if (code !== 0) {
    const said = stderr.trim().split("\n").slice(-5).join("\n").slice(-1000);
    throw failed(plugin, `it ended with exit code ${code}${said === "" ? "" : `:\n${said}`}`, "Log in again with the tool it belongs to, then repeat the command.");
  }
  return issuedBy(plugin, stdout);
};

const execInfo = (plugin: ExecPlugin, cluster: KubeCluster, interactive: boolean): unknown => ({
  apiVersion: plugin.apiVersion,
  kind: "ExecCredential",
  spec: { ...(plugin.provideClusterInfo ? { cluster: clusterInfo(cluster) } : {}), interactive },
});

const clusterInfo = (cluster: KubeCluster): unknown => ({
  server: cluster.server,
  ...(cluster.tlsServerName ? { "tls-server-name": cluster.tlsServerName } : {}),
  ...(cluster.skipTlsVerify ? { "insecure-skip-tls-verify": true } : {}),
  ...(cluster.caData ? { "certificate-authority-data": cluster.caData } : {}),
  ...(!cluster.caData && cluster.caFile ? { "certificate-authority-data": readFileSync(cluster.caFile).toString("base64") } : {}),
  ...(cluster.proxyUrl ? { "proxy-url": cluster.proxyUrl } : {}),
  ...(cluster.disableCompression ? { "disable-compression": true } : {}),
  config: cluster.execConfig ?? null,
});

const run = (plugin: ExecPlugin, env: Environment, isInteractive: boolean): Promise<Finished> =>
  new Promise((resolve, reject) => {
    // A prompt ("open this page and enter this code") has to be seen while the plugin waits for its answer.
    const child = spawn(plugin.command, [...plugin.args], {
      env: env as NodeJS.ProcessEnv,
      stdio: [isInteractive ? "inherit" : "ignore", "pipe", process.stderr.isTTY ? "inherit" : "pipe"],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", (error: NodeJS.ErrnoException) => reject(notStarted(plugin, error)));
    child.on("close", (code) => resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }));
  });

const notStarted = (plugin: ExecPlugin, error: NodeJS.ErrnoException): LoadError =>
  error.code === "ENOENT"
    ? new LoadError(
        "ExecPluginNotFound",
        `The kubeconfig gets its credentials from ${plugin.command}, which is not installed or not in PATH`,
        plugin.installHint.trim() || `Install ${plugin.command}, or choose another user with --user or --token.`,
      )
    : failed(plugin, `it could not be started (${error.code ?? error.message})`, "Check that it is executable.");

const issuedBy = (plugin: ExecPlugin, stdout: string): Issued => {
  const { token, clientCertificateData, clientKeyData, expirationTimestamp } = statusOf(plugin, stdout);
  const hasCertificate = isText(clientCertificateData) && isText(clientKeyData);
  if (!isText(token) && !hasCertificate) throw failed(plugin, "its answer holds neither a token nor a certificate with its key", WRONG_ANSWER);
  return {
    ...(isText(token) ? { authorization: `Bearer ${token}` } : {}),
    ...(hasCertificate ? { cert: clientCertificateData, key: clientKeyData } : {}),
    ...(isText(expirationTimestamp) ? { expires: Date.parse(expirationTimestamp) } : {}),
  };
};

const WRONG_ANSWER = "It has to print an ExecCredential as JSON; try it by hand.";
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** The words of a parser would quote the answer, and the answer is a credential. */
const statusOf = (plugin: ExecPlugin, stdout: string): Readonly<Record<string, unknown>> => {
  try {
    const { kind, status } = JSON.parse(stdout) as { kind?: unknown; status?: unknown };
    if (kind === "ExecCredential" && typeof status === "object" && status !== null) return status as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw failed(plugin, "its answer is not an ExecCredential", WRONG_ANSWER);
};

const failed = (plugin: ExecPlugin, what: string, hint: string): LoadError =>
  new LoadError("ExecPluginFailed", `The kubeconfig gets its credentials from ${plugin.command}: ${what}`, hint);
