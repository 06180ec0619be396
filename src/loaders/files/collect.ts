/** Gathers what documents hold into the parts of a snapshot. */
import { type Kind, kindOf } from "../../core/snapshot/kinds.ts";
import { readObject } from "../../core/snapshot/read.ts";
import type { ObjectRef } from "../../core/snapshot/ref.ts";
import { refKey } from "../../core/snapshot/ref.ts";
import { type ForeignObject, type Malformed, noObjects, refOf, type Snapshot } from "../../core/snapshot/snapshot.ts";
import { reduceSecret } from "../secrets.ts";
import type { Document } from "./documents.ts";
import { isSavedHeader, readHeader, type SavedHeader } from "./saved-header.ts";
import type { Unit } from "./units.ts";

/** Where an object came from. */
export interface Origin {
  readonly file: string;
  readonly unit: Unit;
}

export interface Collected {
  readonly objects: Snapshot["objects"];
  readonly foreign: readonly ForeignObject[];
  readonly malformed: readonly Malformed[];
  readonly origins: ReadonlyMap<string, Origin>;
  readonly header: SavedHeader | undefined;
}

export interface Collector {
  /** Takes what a document holds; the messages of what is no object come back. */
  readonly take: (document: Document, file: string) => { readonly objects: number; readonly unusable: readonly string[]; readonly repeated: readonly ObjectRef[] };
  readonly done: () => Collected;
}

interface State {
  readonly namespace: string;
  readonly byKind: Map<Kind, Map<string, unknown>>;
  readonly foreign: ForeignObject[];
  readonly malformed: Malformed[];
  readonly origins: Map<string, Origin>;
  header: SavedHeader | undefined;
}

/** `namespace` is given to namespaced objects that name none. The last of two objects of a name is used, as kubectl apply would. */
export const collector = (namespace: string): Collector => {
  const state: State = { namespace, byKind: new Map(), foreign: [], malformed: [], origins: new Map(), header: undefined };
  return {
    take: (document, file) => {
      const results = document.values.map((value) => takeValue(state, value, { file, unit: document.unit }));
      return {
        objects: results.filter((one) => one === "taken" || typeof one === "object").length,
        unusable: results.flatMap((one) => (typeof one === "string" && one !== "taken" ? [one] : [])),
        repeated: results.flatMap((one) => (typeof one === "object" ? [one] : [])),
      };
    },
    done: () => {
      const objects = noObjects();
      for (const [kind, found] of state.byKind) (objects as Record<Kind, unknown[]>)[kind] = [...found.values()];
      return { objects, foreign: state.foreign, malformed: state.malformed, origins: state.origins, header: state.header };
    },
  };
};

/** "taken", the object that it replaced, or why it is no object. */
const takeValue = (state: State, value: unknown, origin: Origin): "taken" | ObjectRef | (string & {}) => {
  if (isSavedHeader(value)) {
    state.header = readHeader(value);
    state.foreign.push(...state.header.foreign);
    state.malformed.push(...state.header.malformed);
    return "taken";
  }
  const result = readObject(isSecret(value) ? reduceSecret(value) : value, state.namespace);
  if ("unusable" in result) return result.unusable;
  if ("foreign" in result) {
    state.foreign.push(result.foreign);
    return "taken";
  }
  const { object, malformed } = result;
  const ref = refOf(object);
  const key = refKey(ref);
  const found = state.byKind.get(object.kind) ?? new Map<string, unknown>();
  state.byKind.set(object.kind, found);
  const isRepeated = found.has(key);
  found.set(key, object);
  state.malformed.push(...malformed);
  state.origins.set(key, origin);
  return isRepeated ? ref : "taken";
};

const isSecret = (value: unknown): value is object => {
  if (typeof value !== "object" || value === null) return false;
  const { apiVersion, kind } = value as Readonly<Record<string, unknown>>;
  return typeof apiVersion === "string" && typeof kind === "string" && kindOf(apiVersion, kind) === "Secret";
};
