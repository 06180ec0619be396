import { execFile } from "node:child_process";
import { join } from "node:path";

import { createUser, deleteUser, readToken, saveToken, writeKubeconfig, type Grant, type KubeconfigVariant } from "./access.ts";
import { createApi, type Api } from "./api.ts";
import { applyObjects, dryRunObjects, type DryRunAnswer } from "./apply.ts";
import { readObjects, type KubeObject } from "./objects.ts";

/** What another process needs to reach a running cluster; plain data. */
export type ClusterInfo = {
  readonly url: string;
  /** Path of the certificate that signs the server's. */
  readonly ca: string;
  /** The admin's. */
  readonly token: string;
  /** Holds the logs, tokens and kubeconfigs; removed when the cluster stops. */
  readonly folder: string;
  readonly kubectlPath: string;
};

type KubectlOptions = {
  readonly user?: string;
  readonly input?: string;
  /** Added to the environment, over everything else. */
  readonly env?: Readonly<Record<string, string>>;
};

type KubectlResult = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

export type Cluster = ClusterInfo & {
  /** Raw requests as admin. */
  readonly api: Api;
  /** Path of a kubeconfig for admin or a user that addUser made. */
  kubeconfig(user?: string, variant?: KubeconfigVariant): string;
  /** Runs the real kubectl; a failure is a result, not an exception. */
  kubectl(args: readonly string[], options?: KubectlOptions): Promise<KubectlResult>;
  /** See applyObjects. Takes YAML or JSON text, or objects. */
  apply(objects: string | readonly KubeObject[]): Promise<readonly KubeObject[]>;
  /** See dryRunObjects. */
  dryRun(objects: string | readonly KubeObject[]): Promise<readonly DryRunAnswer[]>;
  /** Adds a user who may do what is granted and nothing else; resolves to the path of a kubeconfig. */
  addUser(name: string, grants: readonly Grant[]): Promise<string>;
  /** The user's token answers 401 from now on. */
  removeUser(name: string): Promise<void>;
  /** Closes this process's connections; the servers go on. */
  close(): void;
};

const megabyte = 1024 * 1024;

export function connect(info: ClusterInfo): Cluster {
  const api = createApi(info);
  const tokens = join(info.folder, "tokens");
  const kubeconfig: Cluster["kubeconfig"] = (user = "admin", variant = {}) =>
    writeKubeconfig(
      join(info.folder, "kubeconfigs"),
      { name: user, token: readToken(tokens, user), url: info.url, ca: info.ca },
      variant,
    );
  return {
    ...info,
    api,
    kubeconfig,
    kubectl: (args, options = {}) => runKubectl(info, kubeconfig(options.user), args, options),
    apply: (objects) => applyObjects(api, asObjects(objects)),
    dryRun: (objects) => dryRunObjects(api, asObjects(objects)),
    addUser: async (name, grants) => {
      saveToken(tokens, name, await createUser(api, name, grants));
      return kubeconfig(name);
    },
    removeUser: (name) => deleteUser(api, name),
    close: () => api.close(),
  };
}

function asObjects(objects: string | readonly KubeObject[]): readonly KubeObject[] {
  return typeof objects === "string" ? readObjects(objects) : objects;
}

function runKubectl(info: ClusterInfo, config: string, args: readonly string[], options: KubectlOptions): Promise<KubectlResult> {
  // HOME: kubectl caches discovery there, and another cluster on the same port must not be remembered.
  const env = { ...process.env, HOME: info.folder, KUBECONFIG: config, ...options.env };
  return new Promise((resolve, reject) => {
    const child = execFile(info.kubectlPath, args, { env, maxBuffer: 512 * megabyte }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") return reject(error);
      return resolve({ exitCode: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
    child.stdin?.on("error", () => undefined).end(options.input);
  });
}
