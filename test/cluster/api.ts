import { readFileSync } from "node:fs";
import { Agent, request as httpsRequest } from "node:https";

import { isRecord, type KubeObject } from "./objects.ts";

export const parallelConnections = 16;

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export type ApiResponse = {
  readonly status: number;
  readonly body: unknown;
  /** The texts of the server's Warning headers. */
  readonly warnings: readonly string[];
};

export type Api = {
  request(method: Method, path: string, body?: unknown, contentType?: string): Promise<ApiResponse>;
  /** The path of the object's collection and whether its status is written apart. */
  resourceFor(object: KubeObject): Promise<Resource>;
  close(): void;
};

type Resource = {
  readonly collection: string;
  readonly namespaced: boolean;
  readonly hasStatus: boolean;
};

export type ApiAccess = { readonly url: string; readonly ca: string; readonly token: string };

type Kind = { readonly plural: string; readonly namespaced: boolean; readonly hasStatus: boolean };

/** A raw JSON client over keep-alive connections: loading tens of thousands of objects must not wait for kubectl. */
export function createApi(access: ApiAccess): Api {
  const agent = new Agent({ keepAlive: true, maxSockets: parallelConnections, ca: readFileSync(access.ca) });
  const discovered = new Map<string, Promise<ReadonlyMap<string, Kind>>>();

  const request: Api["request"] = (method, path, body, contentType = "application/json") =>
    send(agent, access, { method, path, contentType, payload: body === undefined ? undefined : JSON.stringify(body) });

  const resourceFor: Api["resourceFor"] = async (object) => {
    const kinds = await (discovered.get(object.apiVersion) ?? discover(object.apiVersion));
    // A definition that was installed since discovery has to be looked up again.
    const kind = kinds.get(object.kind) ?? (await discover(object.apiVersion)).get(object.kind);
    if (kind === undefined) throw new Error(`the server does not serve ${object.apiVersion} ${object.kind}`);
    return resourceOf(kind, object);
  };

  const discover = (apiVersion: string): Promise<ReadonlyMap<string, Kind>> => {
    const kinds = request("GET", versionPath(apiVersion)).then(({ body }) => kindsIn(body));
    discovered.set(apiVersion, kinds);
    return kinds;
  };

  return { request, resourceFor, close: () => agent.destroy() };
}

/** Throws, with the server's own message, unless the status is one of the expected (by default any 2xx). */
export function expectStatus(response: ApiResponse, what: string, ...also: readonly number[]): ApiResponse {
  if (response.status < 300 || also.includes(response.status)) return response;
  throw new Error(`${what}: ${response.status} ${messageOf(response)}`);
}

export function messageOf(response: ApiResponse): string {
  if (isRecord(response.body) && typeof response.body["message"] === "string") return response.body["message"];
  return String(response.body);
}

function versionPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function resourceOf(kind: Kind, object: KubeObject): Resource {
  const scope = kind.namespaced ? `/namespaces/${object.metadata.namespace ?? "default"}` : "";
  return {
    collection: `${versionPath(object.apiVersion)}${scope}/${kind.plural}`,
    namespaced: kind.namespaced,
    hasStatus: kind.hasStatus,
  };
}

function kindsIn(resourceList: unknown): ReadonlyMap<string, Kind> {
  const resources = isRecord(resourceList) && Array.isArray(resourceList["resources"]) ? resourceList["resources"].filter(isRecord) : [];
  const names = new Set(resources.map((resource) => resource["name"]));
  const kinds = new Map<string, Kind>();
  for (const { kind, name, namespaced } of resources) {
    if (typeof kind !== "string" || typeof name !== "string" || name.includes("/")) continue;
    kinds.set(kind, { plural: name, namespaced: namespaced === true, hasStatus: names.has(`${name}/status`) });
  }
  return kinds;
}

type Message = {
  readonly method: Method;
  readonly path: string;
  readonly contentType: string;
  readonly payload: string | undefined;
};

function send(agent: Agent, access: ApiAccess, message: Message): Promise<ApiResponse> {
  const headers = {
    accept: "application/json",
    authorization: `Bearer ${access.token}`,
    ...(message.payload === undefined
      ? {}
      : { "content-type": message.contentType, "content-length": Buffer.byteLength(message.payload) }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(new URL(message.path, access.url), { method: message.method, agent, headers }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      incoming.on("error", reject).on("end", () => {
        resolve({ status: incoming.statusCode ?? 0, body: parsed(text), warnings: warningsIn(incoming.headers.warning) });
      });
    });
    outgoing.on("error", reject).end(message.payload);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** RFC 7234 section 5.5 as Kubernetes writes it: `299 - "text"`, several joined by commas. */
function warningsIn(header: string | undefined): readonly string[] {
  return [...(header ?? "").matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) => (match[1] ?? "").replaceAll(/\\(.)/g, "$1"));
}
