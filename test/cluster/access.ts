import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";

import { expectStatus, type Api } from "./api.ts";
import { applyObjects } from "./apply.ts";
import { isRecord, type KubeObject } from "./objects.ts";

/** One thing a user may do; without a namespace it holds in all of them (a ClusterRole). */
export type Grant = {
  readonly namespace?: string;
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  /** get, list and watch when left out. */
  readonly verbs?: readonly string[];
  readonly resourceNames?: readonly string[];
};

/** What a kubeconfig may say differently from the truth: a wrong CA, an old token, a proxy in between. */
export type KubeconfigVariant = {
  /** The name of its context, cluster and user, so that several can be joined; the user's name when left out. */
  readonly context?: string;
  readonly server?: string;
  readonly ca?: string;
  readonly token?: string;
  readonly namespace?: string;
};

const usersNamespace = "users";
const readOnly = ["get", "list", "watch"] as const;
const propagateWithinMs = 10_000;

const readable = [
  { apiGroup: "", resources: ["services", "endpoints", "namespaces", "nodes", "pods", "configmaps", "secrets"] },
  { apiGroup: "discovery.k8s.io", resources: ["endpointslices"] },
  { apiGroup: "networking.k8s.io", resources: ["ingresses", "ingressclasses", "networkpolicies"] },
  {
    apiGroup: "gateway.networking.k8s.io",
    resources: [
      "gatewayclasses", "gateways", "listenersets", "httproutes", "grpcroutes", "tlsroutes", "tcproutes", "udproutes",
      "referencegrants", "backendtlspolicies",
    ],
  },
] as const;

/** RBAC cannot deny: "everything but Secrets" is a list of the rest. Optionally in one namespace only. */
export function readAllBut(withheld: readonly string[], namespace?: string): readonly Grant[] {
  return readable.map(({ apiGroup, resources }) => ({
    apiGroups: [apiGroup],
    resources: resources.filter((resource) => !withheld.includes(resource)),
    ...(namespace === undefined ? {} : { namespace }),
  }));
}

/**
 * A user is a ServiceAccount with a token that the server signed (user name system:serviceaccount:users:NAME),
 * since the server reads a token file only once. Resolves to the token, when the grants are in force.
 */
export async function createUser(api: Api, name: string, grants: readonly Grant[]): Promise<string> {
  const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace: usersNamespace } };
  await applyObjects(api, [account]);
  await applyObjects(api, grants.flatMap((grant, index) => roleAndBinding(name, grant, index)));
  const answer = await api.request("POST", `${accountPath(name)}/token`, {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    spec: { expirationSeconds: 86_400 },
  });
  const { body } = expectStatus(answer, `token of user ${name}`);
  const token = isRecord(body) && isRecord(body["status"]) ? body["status"]["token"] : undefined;
  if (typeof token !== "string") throw new Error(`the server gave no token for user ${name}`);
  await Promise.all(grants.map((grant) => inForce(api, name, grant)));
  return token;
}

/** From then on the user's token answers 401, as an expired one does. */
export async function deleteUser(api: Api, name: string): Promise<void> {
  expectStatus(await api.request("DELETE", accountPath(name)), `delete user ${name}`);
}

export type KubeconfigUser = { readonly name: string; readonly token: string; readonly url: string; readonly ca: string };

/** Writes a kubeconfig with one context and returns its path; the same content gives the same path. */
export function writeKubeconfig(folder: string, user: KubeconfigUser, variant: KubeconfigVariant = {}): string {
  const name = variant.context ?? user.name;
  const text = stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server: variant.server ?? user.url, "certificate-authority": variant.ca ?? user.ca } }],
    users: [{ name, user: { token: variant.token ?? user.token } }],
    contexts: [{ name, context: { cluster: name, user: name, ...(variant.namespace === undefined ? {} : { namespace: variant.namespace }) } }],
    "current-context": name,
  });
  mkdirSync(folder, { recursive: true });
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const path = join(folder, `${name}-${hash}.kubeconfig`);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

/** Tokens are kept in files, so that every test process knows the users that another one added. */
export function saveToken(folder: string, user: string, token: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, user), token, { mode: 0o600 });
}

export function readToken(folder: string, user: string): string {
  try {
    return readFileSync(join(folder, user), "utf8");
  } catch {
    throw new Error(`no user ${user} in this cluster: add it with addUser first`);
  }
}

function accountPath(name: string): string {
  return `/api/v1/namespaces/${usersNamespace}/serviceaccounts/${name}`;
}

function roleAndBinding(user: string, grant: Grant, index: number): readonly KubeObject[] {
  const apiVersion = "rbac.authorization.k8s.io/v1";
  const prefix = grant.namespace === undefined ? "Cluster" : "";
  const metadata = {
    name: `${user}-${index}`,
    ...(grant.namespace === undefined ? {} : { namespace: grant.namespace }),
  };
  const { apiGroups, resources, verbs = readOnly, resourceNames } = grant;
  const rule = { apiGroups, resources, verbs, ...(resourceNames === undefined ? {} : { resourceNames }) };
  return [
    { apiVersion, kind: `${prefix}Role`, metadata, rules: [rule] },
    {
      apiVersion,
      kind: `${prefix}RoleBinding`,
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: `${prefix}Role`, name: metadata.name },
      subjects: [{ kind: "ServiceAccount", name: user, namespace: usersNamespace }],
    },
  ];
}

/** The authorizer learns of roles through a watch: a request sent at once could still be refused. */
async function inForce(api: Api, user: string, grant: Grant): Promise<void> {
  const resourceAttributes = {
    ...(grant.namespace === undefined ? {} : { namespace: grant.namespace }),
    ...(grant.resourceNames === undefined ? {} : { name: grant.resourceNames[0] }),
    group: grant.apiGroups[0],
    resource: grant.resources[0],
    verb: (grant.verbs ?? readOnly)[0],
  };
  const review = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SubjectAccessReview",
    spec: { user: `system:serviceaccount:${usersNamespace}:${user}`, resourceAttributes },
  };
  for (const deadline = performance.now() + propagateWithinMs; performance.now() < deadline; await sleep(20)) {
    const { body } = await api.request("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", review);
    if (isRecord(body) && isRecord(body["status"]) && body["status"]["allowed"] === true) return;
  }
  throw new Error(`the grant ${JSON.stringify(grant)} of user ${user} is not in force after ${propagateWithinMs / 1000} s`);
}
