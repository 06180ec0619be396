import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { access, mkdir, readFile, rename, rm } from "node:fs/promises";
import { constants } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { withLock } from "./lock.ts";

export type Assets = {
  readonly etcd: string;
  readonly kubeApiserver: string;
  readonly kubectl: string;
};

export type AssetSearch = { readonly assets: Assets } | { readonly skipReason: string };

type Surroundings = { readonly env: NodeJS.ProcessEnv; readonly tell: (line: string) => void };

const moduleFolder = import.meta.dirname;

const builds = [
  { file: "etcd", packagePath: "go.etcd.io/etcd/server/v3" },
  { file: "kube-apiserver", packagePath: "k8s.io/kubernetes/cmd/kube-apiserver" },
  { file: "kubectl", packagePath: "k8s.io/kubernetes/cmd/kubectl" },
] as const;

/**
 * Finds etcd, kube-apiserver and kubectl: in KUBEBUILDER_ASSETS, else in the cache, else built with Go into
 * the cache (minutes the first time, told on stderr). What the person at the machine may leave out (Go, a
 * network) is a reason to skip; a KUBEBUILDER_ASSETS that lacks a binary is a mistake and throws.
 */
export async function findAssets(
  env: NodeJS.ProcessEnv = process.env,
  tell: (line: string) => void = tellOnStderr,
): Promise<AssetSearch> {
  const brought = env["KUBEBUILDER_ASSETS"];
  if (brought !== undefined && brought !== "") return { assets: await broughtAssets(brought) };
  if (process.platform === "win32") return { skipReason: "kube-apiserver is not run on Windows" };

  const folder = join(cacheFolder(env), await assetsFolderName());
  if (await isComplete(folder)) return { assets: assetsIn(folder) };

  const skipReason = await whyGoCannotBuild(env);
  if (skipReason !== undefined) return { skipReason };
  return withLock(`${folder}.lock`, () => buildOnce(folder, { env, tell }), (holder) => {
    tell(`process ${holder} is building kube-apiserver already; waiting for it`);
  });
}

/** Where built binaries and loaded etcd data are kept between runs. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const base = env["XDG_CACHE_HOME"];
  return join(base === undefined || base === "" ? join(homedir(), ".cache") : base, "kubectl-traffic");
}

async function assetsFolderName(): Promise<string> {
  const sums = await readFile(join(moduleFolder, "go.sum"));
  const hash = createHash("sha256").update(sums).digest("hex").slice(0, 12);
  return `assets-${hash}-${process.platform}-${process.arch}`;
}

async function broughtAssets(folder: string): Promise<Assets> {
  if (await isComplete(folder)) return assetsIn(folder);
  throw new Error(`KUBEBUILDER_ASSETS=${folder} must hold executable ${builds.map((build) => build.file).join(", ")}; unset it to build them`);
}

function assetsIn(folder: string): Assets {
  return { etcd: join(folder, "etcd"), kubeApiserver: join(folder, "kube-apiserver"), kubectl: join(folder, "kubectl") };
}

async function isComplete(folder: string): Promise<boolean> {
  const checks = builds.map((build) => access(join(folder, build.file), constants.X_OK));
  return (await Promise.allSettled(checks)).every((check) => check.status === "fulfilled");
}

/** Asks Go itself, in the module, since only Go knows whether its version (or its toolchain switch) will do. */
async function whyGoCannotBuild(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    await promisify(execFile)("go", ["list", "-m"], { cwd: moduleFolder, env });
    return undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return "Go is not installed; install it, or set KUBEBUILDER_ASSETS to a folder with etcd, kube-apiserver and kubectl";
    }
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    return `Go cannot build kube-apiserver: ${lastLine(said)}`;
  }
}

async function buildOnce(folder: string, surroundings: Surroundings): Promise<AssetSearch> {
  if (await isComplete(folder)) return { assets: assetsIn(folder) };
  const unfinished = `${folder}.building-${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  try {
    const failure = await buildAll(unfinished, surroundings);
    if (failure !== undefined) return { skipReason: failure };
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
    return { assets: assetsIn(folder) };
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function buildAll(folder: string, { env, tell }: Surroundings): Promise<string | undefined> {
  const version = await kubernetesVersion();
  tell(`building etcd, kube-apiserver and kubectl ${version} with Go (about 5 minutes the first time, then cached)`);
  const flags = ["-buildvcs=false", "-ldflags", `-s -w -X k8s.io/component-base/version.gitVersion=${version}`];
  for (const build of builds) {
    const startedAt = performance.now();
    const failure = await goBuild(env, [...flags, "-o", join(folder, build.file), build.packagePath]);
    if (failure !== undefined) return `go build ${build.packagePath} failed: ${failure}`;
    tell(`built ${build.file} in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }
  return undefined;
}

/** One place names the version: the module file. Without the stamp kubectl and the server call themselves v0.0.0. */
async function kubernetesVersion(): Promise<string> {
  const moduleFile = await readFile(join(moduleFolder, "go.mod"), "utf8");
  const version = /^\s*k8s\.io\/kubernetes (v\S+)/m.exec(moduleFile)?.[1];
  if (version === undefined) throw new Error("test/cluster/go.mod does not require k8s.io/kubernetes");
  return version;
}

function goBuild(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn("go", ["build", ...args], { cwd: moduleFolder, env, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4000);
    });
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) => resolve(code === 0 ? undefined : lastLine(said)));
  });
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

function tellOnStderr(line: string): void {
  process.stderr.write(`cluster tests: ${line}\n`);
}
