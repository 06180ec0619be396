import { parseAllDocuments } from "yaml";

/** What every Kubernetes object has; the rest is the server's to judge. */
export type KubeObject = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
};

type ObjectMeta = {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
};

/** The objects of a YAML or JSON text with any number of documents; a List gives its items. */
export function readObjects(text: string): readonly KubeObject[] {
  const documents = parseAllDocuments(text, { logLevel: "error" });
  return [...documents].flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    return flatten(document.toJS());
  });
}

function flatten(value: unknown): readonly KubeObject[] {
  if (value === null || value === undefined) return [];
  if (isList(value)) return value.items.flatMap(flatten);
  if (isKubeObject(value)) return [value];
  throw new Error(`not a Kubernetes object (apiVersion, kind and metadata.name are needed): ${JSON.stringify(value).slice(0, 200)}`);
}

function isList(value: unknown): value is { readonly items: readonly unknown[] } {
  return isRecord(value) && typeof value["kind"] === "string" && value["kind"].endsWith("List") && Array.isArray(value["items"]);
}

export function isKubeObject(value: unknown): value is KubeObject {
  if (!isRecord(value) || !isRecord(value["metadata"])) return false;
  return typeof value["apiVersion"] === "string" && typeof value["kind"] === "string" && typeof value["metadata"]["name"] === "string";
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** As people write it: Kind namespace/name. */
export function nameOf(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined ? `${object.kind} ${name}` : `${object.kind} ${namespace}/${name}`;
}
