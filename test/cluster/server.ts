import { generateKeyPairSync, randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { createApi } from "./api.ts";
import { applyObjects } from "./apply.ts";
import type { Assets } from "./assets.ts";
import { connect, type Cluster, type ClusterInfo } from "./cluster.ts";
import type { GatewayApiCrds } from "./crds.ts";
import { freePorts, startProcess, type ServerProcess } from "./processes.ts";
import { saveToken } from "./access.ts";

export type ClusterOptions = {
  readonly assets: Assets;
  /** Installed before the cluster is handed out; none when left out. */
  readonly crds?: GatewayApiCrds;
  /** An etcd data folder that is kept; a temporary one when left out. */
  readonly dataDir?: string;
};

export type RunningCluster = Cluster & { readonly stop: () => Promise<void> };

const readyWithinMs = 60_000;
const attempts = 3;
const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The range kubeadm takes; wide enough for the largest benchmark. */
const serviceRange = "10.96.0.0/12";

/** Starts etcd and kube-apiserver (no controllers, no nodes) and resolves when the server is ready. */
export async function startCluster(options: ClusterOptions): Promise<RunningCluster> {
  const folder = await mkdtemp(join(tmpdir(), "kubectl-traffic-cluster-"));
  const processes: ServerProcess[] = [];
  const forget = removeAtEnd(folder);
  const stop = async (): Promise<void> => {
    await Promise.all(processes.splice(0).map((each) => each.stop()));
    await rm(folder, { recursive: true, force: true });
    forget();
  };
  try {
    const info = await startServers(folder, options, processes);
    const cluster = connect(info);
    if (options.crds !== undefined) await applyObjects(cluster.api, options.crds.objects);
    return {
      ...cluster,
      stop: async () => {
        cluster.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The servers end with this process by themselves (see startProcess); the folder needs this. */
function removeAtEnd(folder: string): () => void {
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const onSignal = (signal: NodeJS.Signals): void => {
    remove();
    // Without another listener the signal must still do what it does by default.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  process.once("exit", remove);
  for (const signal of endingSignals) process.once(signal, onSignal);
  return () => {
    process.off("exit", remove);
    for (const signal of endingSignals) process.off(signal, onSignal);
  };
}

/** A free port can be taken before the server binds it: then everything starts again on others. */
async function startServers(folder: string, options: ClusterOptions, processes: ServerProcess[]): Promise<ClusterInfo> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnFreePorts(folder, options, processes);
    } catch (error) {
      await Promise.all(processes.splice(0).map((each) => each.stop()));
      if (attempt === attempts || !String(error).includes("address already in use")) throw error;
    }
  }
}

async function startOnFreePorts(folder: string, options: ClusterOptions, processes: ServerProcess[]): Promise<ClusterInfo> {
  const [clientPort = 0, peerPort = 0, securePort = 0] = await freePorts(3);
  const etcdUrl = `http://127.0.0.1:${clientPort}`;
  const certificates = join(folder, "certs");
  await mkdir(certificates, { recursive: true });
  const token = await writeCredentials(folder);
  const dataDir = options.dataDir ?? join(folder, "etcd");

  processes.push(
    startProcess("etcd", [options.assets.etcd, ...etcdFlags(dataDir, etcdUrl, peerPort)], join(folder, "etcd.log")),
    startProcess(
      "kube-apiserver",
      [options.assets.kubeApiserver, ...apiserverFlags(folder, etcdUrl, securePort)],
      join(folder, "kube-apiserver.log"),
    ),
  );
  const info: ClusterInfo = {
    url: `https://127.0.0.1:${securePort}`,
    ca: join(certificates, "apiserver.crt"),
    token,
    folder,
    kubectlPath: options.assets.kubectl,
  };
  const early = processes.map(async ({ name, ended }) => Promise.reject(new Error(`${name} ended while starting:\n${await ended}`)));
  const waiting = new AbortController();
  try {
    await Promise.race([...early, ready(info, waiting.signal)]);
    return info;
  } finally {
    waiting.abort();
  }
}

/** Keys and the token file; resolves to the admin's token. */
async function writeCredentials(folder: string): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const token = randomBytes(16).toString("hex");
  await Promise.all([
    writeFile(join(folder, "sa.key"), privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 }),
    writeFile(join(folder, "sa.pub"), publicKey.export({ type: "spki", format: "pem" })),
    writeFile(join(folder, "tokens.csv"), `${token},admin,admin,"system:masters"\n`, { mode: 0o600 }),
  ]);
  saveToken(join(folder, "tokens"), "admin", token);
  return token;
}

function etcdFlags(dataDir: string, url: string, peerPort: number): readonly string[] {
  const peerUrl = `http://127.0.0.1:${peerPort}`;
  return [
    "--name=default",
    `--data-dir=${dataDir}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=default=${peerUrl}`,
    // Nothing here has to survive a power cut.
    "--unsafe-no-fsync",
  ];
}

function apiserverFlags(folder: string, etcdUrl: string, port: number): readonly string[] {
  return [
    `--etcd-servers=${etcdUrl}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    `--cert-dir=${join(folder, "certs")}`,
    `--service-account-key-file=${join(folder, "sa.pub")}`,
    `--service-account-signing-key-file=${join(folder, "sa.key")}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-cluster-ip-range=${serviceRange}`,
    "--authorization-mode=RBAC",
    `--token-auth-file=${join(folder, "tokens.csv")}`,
    // No controller makes the default ServiceAccounts that it would demand of every Pod.
    "--disable-admission-plugins=ServiceAccount",
    "--allow-privileged",
  ];
}

async function ready(info: ClusterInfo, signal: AbortSignal): Promise<void> {
  let last: unknown = "no answer yet";
  for (const deadline = performance.now() + readyWithinMs; performance.now() < deadline; await sleep(100)) {
    if (signal.aborted) return;
    try {
      const api = createApi(info);
      const { status, body } = await api.request("GET", "/readyz").finally(() => api.close());
      if (status === 200) return;
      last = body;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`kube-apiserver was not ready within ${readyWithinMs / 1000} s: ${String(last)}`);
}
