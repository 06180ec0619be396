import { setTimeout as sleep } from "node:timers/promises";

import { expectStatus, messageOf, parallelConnections, type Api, type ApiResponse } from "./api.ts";
import { isKubeObject, isRecord, nameOf, type KubeObject } from "./objects.ts";

const conflict = 409;
/** A Service that exists: its own cluster IP is taken, and the server says that before it says that the Service exists. */
const invalid = 422;
const establishWithinMs = 30_000;

/**
 * Writes the objects as given, replacing those that exist, status included (through the status subresource,
 * since no controller runs here). Namespaces come first, named or merely referred to; then
 * CustomResourceDefinitions, until served; then the rest in parallel. Returns what the server stored, in the
 * order given. Throws one error that names every refused object.
 */
export async function applyObjects(api: Api, objects: readonly KubeObject[]): Promise<readonly KubeObject[]> {
  const stored = new Map<KubeObject, KubeObject>();
  const refusals = new Map<KubeObject, string>();
  const write = async (object: KubeObject): Promise<void> => {
    try {
      stored.set(object, await writeObject(api, object));
    } catch (error) {
      refusals.set(object, error instanceof Error ? error.message : String(error));
    }
  };

  const definitions = objects.filter((object) => object.kind === "CustomResourceDefinition");
  const namespaces = objects.filter((object) => object.kind === "Namespace");
  const rest = objects.filter((object) => object.kind !== "CustomResourceDefinition" && object.kind !== "Namespace");
  await inParallel(namespaces, write);
  await inParallel(definitions, write);
  throwRefusals(objects, refusals);
  await inParallel(definitions, (definition) => established(api, definition));
  await createNamespacesOf(api, rest);
  await inParallel(rest, write);
  throwRefusals(objects, refusals);
  return objects.flatMap((object) => stored.get(object) ?? []);
}

export type DryRunAnswer = {
  readonly object: KubeObject;
  readonly accepted: boolean;
  /** The server's message when it refuses; empty when it accepts. */
  readonly message: string;
  readonly warnings: readonly string[];
};

/**
 * Asks the server whether it would take each object (server-side apply, strict fields, nothing stored), in
 * the order given. The namespaces that they name are created for real: a dry run in an absent one answers 404.
 */
export async function dryRunObjects(api: Api, objects: readonly KubeObject[]): Promise<readonly DryRunAnswer[]> {
  await createNamespacesOf(api, objects);
  return Promise.all(objects.map((object) => dryRunObject(api, object)));
}

/** Runs `work` on all items, as many at a time as there are connections. */
async function inParallel<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: parallelConnections }, worker));
}

async function dryRunObject(api: Api, object: KubeObject): Promise<DryRunAnswer> {
  try {
    const { collection } = await api.resourceFor(object);
    const query = "dryRun=All&fieldManager=kubectl-traffic-test&force=true&fieldValidation=Strict";
    const path = `${collection}/${object.metadata.name}?${query}`;
    const response = await api.request("PATCH", path, object, "application/apply-patch+yaml");
    const accepted = response.status < 300;
    return { object, accepted, message: accepted ? "" : messageOf(response), warnings: response.warnings };
  } catch (error) {
    return { object, accepted: false, message: error instanceof Error ? error.message : String(error), warnings: [] };
  }
}

async function writeObject(api: Api, given: KubeObject): Promise<KubeObject> {
  const { collection, hasStatus } = await api.resourceFor(given);
  const object = withoutServerFields(given);
  const path = `${collection}/${object.metadata.name}`;
  const stored = objectIn(await createOrReplace(api, collection, object));
  if (!hasStatus || object["status"] === undefined) return stored;
  const answer = await api.request("PUT", `${path}/status`, { ...stored, status: object["status"] });
  return objectIn(expectStatus(answer, "status"));
}

async function createOrReplace(api: Api, collection: string, object: KubeObject): Promise<ApiResponse> {
  const created = await api.request("POST", collection, object);
  if (created.status !== conflict && created.status !== invalid) return expectStatus(created, "create");
  const path = `${collection}/${object.metadata.name}`;
  const read = await api.request("GET", path);
  if (created.status === invalid && read.status !== 200) return expectStatus(created, "create");
  const present = objectIn(expectStatus(read, "read"));
  const metadata = { ...object.metadata, resourceVersion: present.metadata["resourceVersion"] };
  return expectStatus(await api.request("PUT", path, { ...object, metadata }), "replace");
}

/** A dump of another cluster carries these; the server refuses to create objects that do. */
function withoutServerFields(object: KubeObject): KubeObject {
  const { resourceVersion: _version, uid: _uid, managedFields: _fields, ...metadata } = object.metadata;
  return { ...object, metadata };
}

async function createNamespacesOf(api: Api, objects: readonly KubeObject[]): Promise<void> {
  const names = new Set(objects.flatMap((object) => (object.kind === "Namespace" ? [] : (object.metadata.namespace ?? []))));
  await inParallel(names, async (name) => {
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
    expectStatus(await api.request("POST", "/api/v1/namespaces", namespace), `create Namespace ${name}`, conflict);
  });
}

/** Established comes before the new paths answer, so that both are waited for. */
async function established(api: Api, definition: KubeObject): Promise<void> {
  const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${definition.metadata.name}`;
  const collections = servedCollections(definition);
  for (const deadline = performance.now() + establishWithinMs; performance.now() < deadline; await sleep(50)) {
    const [current, ...lists] = await Promise.all([path, ...collections].map((each) => api.request("GET", each)));
    if (isEstablished(current?.body) && lists.every((list) => list.status === 200)) return;
  }
  throw new Error(`${definition.metadata.name} was not established within ${establishWithinMs / 1000} s`);
}

function isEstablished(body: unknown): boolean {
  if (!isRecord(body) || !isRecord(body["status"]) || !Array.isArray(body["status"]["conditions"])) return false;
  return body["status"]["conditions"].some((condition) => isRecord(condition) && condition["type"] === "Established" && condition["status"] === "True");
}

function servedCollections(definition: KubeObject): readonly string[] {
  const spec = definition["spec"];
  if (!isRecord(spec) || !isRecord(spec["names"]) || !Array.isArray(spec["versions"])) return [];
  const { group } = spec;
  const { plural } = spec["names"];
  const served = spec["versions"].filter((version) => isRecord(version) && version["served"] === true);
  return served.map((version) => `/apis/${String(group)}/${String(version.name)}/${String(plural)}?limit=1`);
}

function objectIn(response: ApiResponse): KubeObject {
  if (isKubeObject(response.body)) return response.body;
  throw new Error(`the server answered with something that is no object: ${JSON.stringify(response.body).slice(0, 200)}`);
}

function throwRefusals(objects: readonly KubeObject[], refusals: ReadonlyMap<KubeObject, string>): void {
  if (refusals.size === 0) return;
  const lines = objects.filter((object) => refusals.has(object)).map((object) => `${nameOf(object)}: ${refusals.get(object)}`);
  const shown = lines.slice(0, 5).join("\n");
  throw new Error(`the server refused ${lines.length} object(s):\n${shown}${lines.length > 5 ? "\n…" : ""}`);
}
