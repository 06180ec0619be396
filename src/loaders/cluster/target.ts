/** Which cluster, as whom, in which namespace: the kubeconfig with kubectl's flags laid over it. */
import { existsSync, readFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import { join } from "node:path";
import { LoadError } from "../error.ts";
import {
  emptyCluster, emptyUser, type KubeCluster, type Kubeconfig, kubeconfigFiles, type KubeContext, type KubeUser, readKubeconfig,
} from "./kubeconfig.ts";
import type { ClusterOptions, Environment } from "./options.ts";

export interface Target {
  /** In words, for messages: `context kind-dev`. */
  readonly name: string;
  /** The context's name, for commands to copy; absent without one. */
  readonly context?: string;
  /** The namespace of the context, "default" where it names none. */
  readonly namespace: string;
  readonly cluster: KubeCluster;
  readonly user: KubeUser;
}

const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

export const resolveTarget = (options: ClusterOptions): Target => {
  const config = readKubeconfig(options);
  const env = options.env ?? process.env;
  const isEmpty = config.contexts.size === 0 && config.clusters.size === 0 && config.users.size === 0;
  const found = isEmpty && !options.context && !options.server ? inClusterTarget(env) : undefined;
  const target = found ?? configuredTarget(config, options);
  if (target) return withFlags(target, options);
  if (!isEmpty) throw noCurrentContext(config);
  throw noKubeconfig(options);
};

/** What a pod finds mounted: the cluster it runs in, as its ServiceAccount. */
export const inClusterTarget = (env: Environment, folder = SERVICE_ACCOUNT): Target | undefined => {
  const host = env["KUBERNETES_SERVICE_HOST"];
  const port = env["KUBERNETES_SERVICE_PORT"];
  const tokenFile = join(folder, "token");
  if (!host || !port || !existsSync(tokenFile)) return undefined;
  const namespaceFile = join(folder, "namespace");
  return {
    name: "the cluster this runs in",
    namespace: existsSync(namespaceFile) ? readFileSync(namespaceFile, "utf8").trim() : "default",
    cluster: { ...emptyCluster("in-cluster"), server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`, caFile: join(folder, "ca.crt") },
    user: { ...emptyUser("its ServiceAccount"), tokenFile },
  };
};

const configuredTarget = (config: Kubeconfig, options: ClusterOptions): Target | undefined => {
  const context = contextOf(config, options.context || config.currentContext);
  const { cluster, user } = context ?? { cluster: "", user: "" };
  const clusterName = options.cluster || cluster;
  const userName = options.user || user;
  if (clusterName === "" && !options.server) return undefined;
  const withoutContext = { name: options.server ? `server ${options.server}` : `cluster ${clusterName}`, namespace: "default" };
  return {
    ...(context ? placeOf(context) : withoutContext),
    cluster: clusterName === "" ? emptyCluster("") : entry(config.clusters, "Cluster", clusterName, config),
    user: userName === "" ? emptyUser("") : entry(config.users, "User", userName, config),
  };
};

const placeOf = ({ name, namespace }: KubeContext): Pick<Target, "name" | "context" | "namespace"> => ({
  name: `context ${name}`, context: name, namespace: namespace || "default",
});

const contextOf = (config: Kubeconfig, name: string): KubeContext | undefined =>
  name === "" ? undefined : entry(config.contexts, "Context", name, config);

const entry = <T>(entries: ReadonlyMap<string, T>, what: "Context" | "Cluster" | "User", name: string, config: Kubeconfig): T => {
  const found = entries.get(name);
  if (found) return found;
  const word = what.toLowerCase();
  throw new LoadError(
    `NoSuch${what}`,
    `${config.files.join(", ") || "The kubeconfig"} names no ${word} ${JSON.stringify(name)}`,
    entries.size === 0 ? `There are no ${word}s in it.` : `The ${word}s that exist: ${[...entries.keys()].toSorted().join(", ")}.`,
  );
};

const withFlags = (target: Target, options: ClusterOptions): Target => {
  const cluster = clusterWithFlags(target.cluster, options);
  if (cluster.server === "") {
    throw new LoadError("NoServer", `${target.name}: cluster ${JSON.stringify(cluster.name)} names no server`, "Set clusters[].cluster.server in the kubeconfig, or give --server.");
  }
  return { ...target, cluster: { ...cluster, server: withScheme(cluster) }, user: userWithFlags(target.user, options) };
};

/** kubectl takes `host:port` too: https where there is anything about TLS, else http. */
const withScheme = (cluster: KubeCluster): string => {
  const isTls = cluster.caFile !== "" || cluster.caData !== "" || cluster.skipTlsVerify;
  const url = /^https?:\/\//i.test(cluster.server) ? cluster.server : `${isTls ? "https" : "http"}://${cluster.server}`;
  if (URL.canParse(url)) return url.replace(/\/+$/, "");
  throw new LoadError("InvalidServer", `${JSON.stringify(cluster.server)} is not the address of an API server`, "It looks like https://api.example.com:6443.");
};

const clusterWithFlags = (cluster: KubeCluster, options: ClusterOptions): KubeCluster => {
  const trust = options.insecureSkipTlsVerify || options.certificateAuthority
    ? { skipTlsVerify: options.insecureSkipTlsVerify ?? false, caFile: options.certificateAuthority ?? "", caData: "" }
    : {};
  // Another server has another certificate, so the kubeconfig's tls-server-name goes with its server.
  const name = options.tlsServerName || options.server ? { tlsServerName: options.tlsServerName ?? "" } : {};
  return { ...cluster, ...(options.server ? { server: options.server } : {}), ...trust, ...name };
};

const userWithFlags = (user: KubeUser, options: ClusterOptions): KubeUser => {
  const changed: KubeUser = {
    ...user,
    ...(options.token ? { token: options.token, tokenFile: "" } : {}),
    ...(options.clientCertificate ? { certFile: options.clientCertificate, certData: "" } : {}),
    ...(options.clientKey ? { keyFile: options.clientKey, keyData: "" } : {}),
    ...(options.as ? { as: options.as } : {}),
    ...(options.asUid ? { asUid: options.asUid } : {}),
    ...(options.asGroup?.length ? { asGroups: options.asGroup } : {}),
  };
  if (changed.as !== "" || (changed.asUid === "" && changed.asGroups.length === 0)) return changed;
  throw new LoadError("ImpersonationWithoutUser", "--as-group and --as-uid were given without --as", "Name the user to act as: --as USER.");
};

const noKubeconfig = (options: ClusterOptions): LoadError =>
  new LoadError(
    "NoKubeconfig",
    `No cluster is configured: ${kubeconfigFiles(options).join(", ")} ${options.kubeconfig ? "is empty" : "cannot be found or is empty"}, and this is not a pod`,
    "Name a kubeconfig with --kubeconfig, read manifests with -f, or try it with --demo.",
  );

const noCurrentContext = (config: Kubeconfig): LoadError => {
  const names = [...config.contexts.keys()].toSorted();
  return new LoadError(
    "NoCurrentContext",
    `${config.files.join(", ")} sets no current-context`,
    names.length === 0
      ? "It has no contexts: name a cluster with --cluster or --server."
      : `Choose one with --context or kubectl config use-context: ${names.join(", ")}.`,
  );
};
