/** Gathers what documents hold into the parts of a snapshot. */
import { type AnyObject, type Kind, kindOf } from "../../core/snapshot/kinds.ts";
import { readObject } from "../../core/snapshot/read.ts";
import { type ObjectRef, refKey } from "../../core/snapshot/ref.ts";
import { type ForeignObject, isFromCluster, type Malformed, noObjects, refOf, type Snapshot } from "../../core/snapshot/snapshot.ts";
import { reduceSecret } from "../secrets.ts";
import { type Document, isBare, withKind } from "./documents.ts";
import { isSavedHeader, readHeader, type SavedHeader } from "./saved-header.ts";
import type { Unit } from "./units.ts";

/** Where an object came from. */
export interface Origin {
  readonly file: string;
  readonly unit: Unit;
  /** Where in the unit's value: `items[3]`, "" for the value itself. */
  readonly path: string;
}

export interface Collected {
  readonly objects: Snapshot["objects"];
  readonly foreign: readonly ForeignObject[];
  readonly malformed: readonly Malformed[];
  /** By refKey. */
  readonly originOf: (key: string) => Origin | undefined;
  /** Namespaces ("" for cluster-scoped kinds) of which lists held objects that a cluster had shown. */
  readonly listed: ReadonlyMap<Kind, ReadonlySet<string>>;
  readonly header: SavedHeader | undefined;
}

export interface Repeated { readonly ref: ObjectRef; readonly origin: Origin; readonly replaced: Origin }
export interface Unusable { readonly why: string; readonly value: unknown; readonly origin: Origin }

export interface Taken {
  /** How many objects there were; a list counts even when it is empty. */
  readonly count: number;
  readonly unusable: readonly Unusable[];
  readonly repeated: readonly Repeated[];
}

export interface Collector {
  /** Takes what a document holds. Without `keepText`, nothing of the document's text stays in memory. */
  readonly take: (document: Document, file: string, keepText: boolean) => Taken;
  readonly done: () => Collected;
}

interface Entry { readonly object: AnyObject; readonly malformed: readonly Malformed[]; readonly origin: Origin }

interface Foreign { readonly object: ForeignObject; readonly origin: Origin }

interface State {
  readonly namespace: string;
  readonly entries: Map<string, Entry>;
  readonly foreign: Foreign[];
  readonly listed: Map<Kind, Set<string>>;
  /** Items of a list that is still being read, which will say what they are. */
  pending: Candidate[];
  header: { readonly content: SavedHeader; readonly file: string } | undefined;
  /** A second saved snapshot: its objects are left out. */
  refused: string | undefined;
}

/** A value that may be an object. */
interface Candidate { readonly value: unknown; readonly origin: Origin; readonly isListed: boolean }

interface Takes { count: number; readonly unusable: Unusable[]; readonly repeated: Repeated[] }

/** `namespace` is given to namespaced objects that name none. The last of two objects of a name is used, as kubectl apply would. */
export const collector = (namespace: string): Collector => {
  const state: State = { namespace, entries: new Map(), foreign: [], listed: new Map(), pending: [], header: undefined, refused: undefined };
  return {
    take: (document, file, keepText) => {
      const takes: Takes = { count: document.isList ? 1 : 0, unusable: [], repeated: [] };
      const unit = keepText ? document.unit : { ...document.unit, text: "", start: 0, end: 0 };
      if (document.unit.form === "list") endList(state, document, { file, unit, path: "" }, takes);
      else for (const { value, path } of document.found) takeValue(state, { value, origin: { file, unit, path }, isListed: document.isList }, takes);
      return takes;
    },
    done: () => collected(state),
  };
};

const collected = ({ entries, foreign, listed, header }: State): Collected => {
  const objects = noObjects();
  const malformed: Malformed[] = [...(header?.content.malformed ?? [])];
  for (const entry of entries.values()) {
    (objects as Record<Kind, unknown[]>)[entry.object.kind].push(entry.object);
    if (entry.malformed.length > 0) malformed.push(...entry.malformed);
  }
  const leftOut = new Map(foreign.map(({ object, origin }) => [refKey(foreignRef(object)), origin]));
  const originOf = (key: string): Origin | undefined => entries.get(key)?.origin ?? leftOut.get(key);
  return { objects, malformed, originOf, foreign: [...(header?.content.foreign ?? []), ...foreign.map(({ object }) => object)], listed, header: header?.content };
};

const foreignRef = ({ apiVersion, kind, namespace, name }: ForeignObject): ObjectRef => refOf({ apiVersion, kind, metadata: { namespace, name } });

const takeValue = (state: State, candidate: Candidate, takes: Takes): void => {
  const { value, origin } = candidate;
  if (state.refused === origin.file) return;
  if (origin.unit.form !== "document" && isBare(value)) state.pending.push(candidate);
  else if (isSavedHeader(value)) takeHeader(state, value, origin, takes);
  else takeObject(state, candidate, takes);
};

/** The rest of a list whose items are read already: it may say what they are, or not be a list at all. */
const endList = (state: State, document: Document, origin: Origin, takes: Takes): void => {
  const { pending } = state;
  state.pending = [];
  const frame = (document.found[0]?.value ?? {}) as Readonly<Record<string, unknown>>;
  const isList = typeof frame["kind"] === "string" && frame["kind"].endsWith("List");
  if (!isList && pending.length > 0) return takeObject(state, { value: frame, origin, isListed: false }, takes);
  for (const item of pending) takeObject(state, { ...item, value: withKind(item.value, frame) }, takes);
};

const takeHeader = (state: State, value: Readonly<Record<string, unknown>>, origin: Origin, takes: Takes): void => {
  const content = state.header === undefined ? readHeader(value) : `a second saved snapshot; ${state.header.file} is one already, and two clusters are never mixed`;
  if (typeof content === "string") {
    state.refused = origin.file;
    takes.unusable.push({ why: content, value, origin });
    return;
  }
  state.header = { content, file: origin.file };
  takes.count++;
};

const takeObject = (state: State, { value, origin, isListed }: Candidate, takes: Takes): void => {
  const result = readObject(isSecret(value) ? reduceSecret(value) : value, state.namespace);
  if ("unusable" in result) {
    takes.unusable.push({ why: result.unusable, value, origin });
    return;
  }
  takes.count++;
  if ("foreign" in result) {
    state.foreign.push({ object: result.foreign, origin });
    return;
  }
  // Parts of a long text keep all of it in memory; a copy does not.
  const object = origin.unit.text === "" ? (JSON.parse(JSON.stringify(result.object)) as AnyObject) : result.object;
  const ref = refOf(object);
  const key = refKey(ref);
  const before = state.entries.get(key);
  if (before) takes.repeated.push({ ref, origin, replaced: before.origin });
  state.entries.set(key, { object, malformed: result.malformed, origin });
  if (isListed && isFromCluster(object)) namespacesOf(state, object.kind).add(object.metadata.namespace ?? "");
};

const namespacesOf = ({ listed }: State, kind: Kind): Set<string> => {
  const known = listed.get(kind);
  if (known) return known;
  const made = new Set<string>();
  listed.set(kind, made);
  return made;
};

const isSecret = (value: unknown): value is object => {
  if (typeof value !== "object" || value === null) return false;
  const { apiVersion, kind } = value as Readonly<Record<string, unknown>>;
  return typeof apiVersion === "string" && typeof kind === "string" && kindOf(apiVersion, kind) === "Secret";
};
