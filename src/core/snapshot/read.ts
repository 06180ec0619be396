/** From a raw JSON object to a typed one: what every loader does with what it got. */
import { kindOf, kinds, outdatedKind, type AnyObject, type Kind } from "./kinds.ts";
import type { Problem } from "./shape.ts";
import type { ForeignObject, Malformed } from "./snapshot.ts";

export type ReadResult =
  | { readonly object: AnyObject; readonly malformed: readonly Malformed[] }
  | { readonly foreign: ForeignObject }
  /** No Kubernetes object at all: why, in words. */
  | { readonly unusable: string };

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * Reads one raw object through its kind's shape. `namespace` is given to namespaced objects that name none.
 * A field of a wrong type is left out and listed in `malformed`; the object is still used.
 */
export const readObject = (raw: unknown, namespace: string): ReadResult => {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return { unusable: "not an object" };
  const { apiVersion, kind, metadata } = raw as Record<string, unknown>;
  if (typeof apiVersion !== "string" || apiVersion === "") return { unusable: "apiVersion is missing" };
  if (typeof kind !== "string" || kind === "") return { unusable: "kind is missing" };
  const meta = (typeof metadata === "object" && metadata !== null ? metadata : {}) as Record<string, unknown>;
  const name = text(meta["name"]);
  if (name === "") return { unusable: `${kind}: metadata.name is missing` };
  const known = kindOf(apiVersion, kind);
  if (!known) return { foreign: { apiVersion, kind, namespace: namespaceOf(outdatedKind(apiVersion, kind), meta, namespace), name } };
  return readKnown(raw, known, apiVersion, namespace);
};

/** As readObject, for an object that is known to be of this kind (lists leave kind and apiVersion out). */
export const readKnown = (raw: object, kind: Kind, apiVersion: string, namespace: string): { object: AnyObject; malformed: Malformed[] } => {
  const problems: Problem[] = [];
  const fields = kinds[kind].shape(raw, problems) as Omit<AnyObject, "kind" | "apiVersion">;
  const object = { apiVersion, kind, ...fields, metadata: inNamespace(fields.metadata, kind, namespace) } as AnyObject;
  const about = { group: kinds[kind].group, kind, namespace: object.metadata.namespace ?? "", name: object.metadata.name ?? "" };
  return { object, malformed: problems.map((problem) => ({ about, ...problem })) };
};

/** Of other kinds it is not known whether they have one. */
const namespaceOf = (kind: Kind | undefined, meta: Readonly<Record<string, unknown>>, namespace: string): string =>
  text(meta["namespace"]) || (kind !== undefined && kinds[kind].namespaced ? namespace : "");

const inNamespace = (metadata: AnyObject["metadata"], kind: Kind, namespace: string): AnyObject["metadata"] => {
  if (kinds[kind].namespaced) return metadata.namespace === undefined ? { ...metadata, namespace } : metadata;
  if (metadata.namespace === undefined) return metadata;
  const { namespace: _ignored, ...rest } = metadata;
  return rest;
};
