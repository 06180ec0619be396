/**
 * kubeconfig files, read and merged as kubectl does: the first file that names a context, cluster or user wins, what
 * is missing in KUBECONFIG is skipped, paths are relative to the file that holds them.
 *
 * Not read by @kubernetes/client-node, whose KubeConfig throws on duplicate names, does not know tokenFile, as-uid,
 * as-groups and disable-compression, and stops at the unreadable token file of a user that nobody asked for.
 */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { LoadError } from "../error.ts";
import type { ClusterOptions, Environment } from "./options.ts";

export interface KubeContext {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
}

export interface KubeCluster {
  readonly name: string;
  readonly server: string;
  readonly caFile: string;
  readonly caData: string;
  readonly skipTlsVerify: boolean;
  readonly tlsServerName: string;
  readonly proxyUrl: string;
  readonly disableCompression: boolean;
  /** What the cluster hands to exec plugins that ask for it. */
  readonly execConfig: unknown;
}

export interface ExecPlugin {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly installHint: string;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode: string;
}

export interface KubeUser {
  readonly name: string;
  readonly token: string;
  readonly tokenFile: string;
  readonly username: string;
  readonly password: string;
  readonly certFile: string;
  readonly certData: string;
  readonly keyFile: string;
  readonly keyData: string;
  readonly as: string;
  readonly asUid: string;
  readonly asGroups: readonly string[];
  readonly asExtra: Readonly<Record<string, readonly string[]>>;
  readonly exec?: ExecPlugin;
  readonly authProvider?: { readonly name: string; readonly config: Readonly<Record<string, string>> };
}

export interface Kubeconfig {
  readonly files: readonly string[];
  readonly currentContext: string;
  readonly contexts: ReadonlyMap<string, KubeContext>;
  readonly clusters: ReadonlyMap<string, KubeCluster>;
  readonly users: ReadonlyMap<string, KubeUser>;
}

/** The files that kubectl would read, whether they exist or not. */
export const kubeconfigFiles = (options: ClusterOptions): readonly string[] => {
  if (options.kubeconfig) return [options.kubeconfig];
  const env: Environment = options.env ?? process.env;
  const listed = [...new Set((env["KUBECONFIG"] ?? "").split(delimiter).filter((file) => file !== ""))];
  return listed.length > 0 ? listed : [join(env["HOME"] ?? env["USERPROFILE"] ?? homedir(), ".kube", "config")];
};

export const readKubeconfig = (options: ClusterOptions): Kubeconfig => {
  const read = kubeconfigFiles(options).flatMap((file) => {
    const content = readConfigFile(file, options.kubeconfig !== undefined && options.kubeconfig !== "");
    return content === undefined ? [] : [parseKubeconfig(content, file)];
  });
  return {
    files: read.flatMap((one) => one.files),
    currentContext: read.find((one) => one.currentContext !== "")?.currentContext ?? "",
    contexts: firstWins(read.map((one) => one.contexts)),
    clusters: firstWins(read.map((one) => one.clusters)),
    users: firstWins(read.map((one) => one.users)),
  };
};

const firstWins = <T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> =>
  new Map(maps.toReversed().flatMap((map) => [...map]));

const readConfigFile = (file: string, required: boolean): string | undefined => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code !== "ENOENT") {
      throw new LoadError("KubeconfigUnreadable", `The kubeconfig ${file} cannot be read (${code})`, "Check the path and its permissions.");
    }
    if (!required) return undefined;
    throw new LoadError("KubeconfigNotFound", `The kubeconfig ${file} does not exist`, "Check the path given to --kubeconfig.");
  }
};

type Raw = Readonly<Record<string, unknown>>;
const raw = (value: unknown): Raw => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : {});
const rawList = (value: unknown): readonly Raw[] => (Array.isArray(value) ? value.map(raw) : []);
/** Read as strings, YAML's nulls are these words. */
const text = (value: unknown): string => (typeof value === "string" && value !== "null" && value !== "~" ? value : "");
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : []);
const flag = (value: unknown): boolean => /^(true|yes|on|y)$/i.test(text(value));
const pathFrom = (folder: string, value: unknown): string => (text(value) === "" ? "" : resolve(folder, text(value)));

/** One file. Names and tokens that look like numbers or dates stay the text they are: every scalar is read as a string. */
const parseKubeconfig = (content: string, file: string): Kubeconfig => {
  const top = raw(parseText(content, file));
  const folder = dirname(resolve(file));
  return {
    files: [file],
    currentContext: text(top["current-context"]),
    contexts: named(top["contexts"], (name, entry) => contextOf(name, raw(entry["context"]))),
    clusters: named(top["clusters"], (name, entry) => clusterOf(name, raw(entry["cluster"]), folder)),
    users: named(top["users"], (name, entry) => userOf(name, raw(entry["user"]), folder)),
  };
};

const parseText = (content: string, file: string): unknown => {
  const hint = "Repair the file, or name another one with --kubeconfig.";
  try {
    const value: unknown = parse(content, { schema: "failsafe", logLevel: "error" });
    if (typeof value === "object" || value === "") return value;
  } catch (error) {
    // The parser's own words quote the line, and a kubeconfig's lines hold credentials.
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    throw new LoadError("KubeconfigUnreadable", `The kubeconfig ${file} is not valid YAML${line ? ` at line ${line}` : ""}`, hint);
  }
  throw new LoadError("KubeconfigUnreadable", `The kubeconfig ${file} holds no configuration`, hint);
};

const named = <T>(entries: unknown, read: (name: string, entry: Raw) => T): ReadonlyMap<string, T> =>
  firstWins(rawList(entries).map((entry) => new Map([[text(entry["name"]), read(text(entry["name"]), entry)]])));

const contextOf = (name: string, context: Raw): KubeContext => ({
  name, cluster: text(context["cluster"]), user: text(context["user"]), namespace: text(context["namespace"]),
});

const clusterOf = (name: string, cluster: Raw, folder: string): KubeCluster => ({
  name,
  server: text(cluster["server"]),
  caFile: pathFrom(folder, cluster["certificate-authority"]),
  caData: text(cluster["certificate-authority-data"]),
  skipTlsVerify: flag(cluster["insecure-skip-tls-verify"]),
  tlsServerName: text(cluster["tls-server-name"]),
  proxyUrl: text(cluster["proxy-url"]),
  disableCompression: flag(cluster["disable-compression"]),
  execConfig: rawList(cluster["extensions"]).find((one) => one["name"] === "client.authentication.k8s.io/exec")?.["extension"],
});

const userOf = (name: string, user: Raw, folder: string): KubeUser => ({
  ...emptyUser(name),
  token: text(user["token"]),
  tokenFile: pathFrom(folder, user["tokenFile"]),
  username: text(user["username"]),
  password: text(user["password"]),
  certFile: pathFrom(folder, user["client-certificate"]),
  certData: text(user["client-certificate-data"]),
  keyFile: pathFrom(folder, user["client-key"]),
  keyData: text(user["client-key-data"]),
  as: text(user["as"]),
  asUid: text(user["as-uid"]),
  asGroups: texts(user["as-groups"]),
  asExtra: Object.fromEntries(Object.entries(raw(user["as-user-extra"])).map(([key, values]) => [key, texts(values)])),
  ...(typeof user["exec"] === "object" ? { exec: execOf(raw(user["exec"]), folder) } : {}),
  ...(typeof user["auth-provider"] === "object" ? { authProvider: providerOf(raw(user["auth-provider"])) } : {}),
});

export const emptyUser = (name: string): KubeUser => ({
  name, token: "", tokenFile: "", username: "", password: "", certFile: "", certData: "", keyFile: "", keyData: "",
  as: "", asUid: "", asGroups: [], asExtra: {},
});

export const emptyCluster = (name: string): KubeCluster => ({
  name, server: "", caFile: "", caData: "", skipTlsVerify: false, tlsServerName: "", proxyUrl: "", disableCompression: false,
  execConfig: undefined,
});

const execOf = (exec: Raw, folder: string): ExecPlugin => {
  const command = text(exec["command"]);
  return {
    apiVersion: text(exec["apiVersion"]),
    // A bare name is looked up in PATH; a relative path belongs to the file, as in kubectl.
    command: /[/\\]/.test(command) ? resolve(folder, command) : command,
    args: texts(exec["args"]),
    env: Object.fromEntries(rawList(exec["env"]).map((one) => [text(one["name"]), text(one["value"])])),
    installHint: text(exec["installHint"]),
    provideClusterInfo: flag(exec["provideClusterInfo"]),
    interactiveMode: text(exec["interactiveMode"]),
  };
};

const providerOf = (provider: Raw): { name: string; config: Record<string, string> } => ({
  name: text(provider["name"]),
  config: Object.fromEntries(Object.entries(raw(provider["config"])).map(([key, value]) => [key, text(value)])),
});
