/** What is known about a cluster or a folder, and what is not: the one input of every decision. */
import { type Kind, kindNames, type ObjectOf } from "./kinds.ts";
import type { ObjectRef } from "./ref.ts";

export type GapReason =
  /** The API server answered 401 or 403. */
  | "Forbidden"
  /** The API server does not serve the kind: its CRD is absent. */
  | "NotInstalled"
  /** The operation did not ask for it (a flag would). */
  | "NotRequested"
  /** No answer in time, or the connection broke. */
  | "Unreachable"
  /** The source (a folder, standard input) is silent about it. */
  | "NotInFiles"
  /** The answer could not be used. */
  | "Unreadable";

/** Something that could not be read. Absent `namespace` means everywhere, absent `name` every object of the kind. */
export interface Gap {
  readonly kind: Kind;
  readonly namespace?: string;
  readonly name?: string;
  readonly reason: GapReason;
  /** What was said, for people: the server's words or what to do about it. */
  readonly message: string;
}

/** What was read completely: within it, absence is evidence. */
export interface Coverage {
  readonly kind: Kind;
  readonly namespace?: string;
  readonly name?: string;
}

export interface Malformed {
  readonly about: ObjectRef;
  readonly path: string;
  readonly expected: string;
  readonly got: string;
}

/** An object of a kind, or in a version of a kind, that is not read: carried, never decided on. */
export interface ForeignObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export type ObjectsByKind = { readonly [K in Kind]: readonly ObjectOf<K>[] };

/**
 * Objects and gaps. Never mixed from several contexts. Objects are immutable by type; tests freeze them.
 */
export interface Snapshot {
  readonly objects: ObjectsByKind;
  readonly foreign: readonly ForeignObject[];
  readonly coverage: readonly Coverage[];
  readonly gaps: readonly Gap[];
  readonly malformed: readonly Malformed[];
  /** Where it comes from, in words: a context's name, a folder, "the demo". */
  readonly source: string;
  /** What is taken for granted because of the source, for example that a folder is complete. */
  readonly assumptions: readonly string[];
  /** RFC 3339; the only clock that the core knows. */
  readonly takenAt: string;
}

export const noObjects = (): { [K in Kind]: ObjectOf<K>[] } =>
  Object.fromEntries(kindNames.map((name) => [name, []])) as unknown as { [K in Kind]: ObjectOf<K>[] };

export const emptySnapshot = (source: string, takenAt: string): Snapshot => ({
  objects: noObjects(), foreign: [], coverage: [], gaps: [], malformed: [], source, assumptions: [], takenAt,
});

/** What every object says about itself, whatever its kind. */
export interface Identified {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

export const refOf = (object: Identified): ObjectRef => ({
  group: groupOf(object.apiVersion),
  kind: object.kind,
  namespace: object.metadata.namespace ?? "",
  name: object.metadata.name ?? "",
});

/**
 * Whether the object was read from an API server (which stamps every object on creation), so that its status means
 * something. A manifest that was never applied has no status to judge.
 */
export const isFromCluster = (object: { readonly metadata: { readonly creationTimestamp?: string } }): boolean =>
  object.metadata.creationTimestamp !== undefined;

const groupOf = (apiVersion: string): string => {
  const slash = apiVersion.lastIndexOf("/");
  return slash < 0 ? "" : apiVersion.slice(0, slash);
};
