/** What a question turns out to be about, and the ways in that answer it. */
import type { Note } from "../notes/note.ts";
import { type Kind, kinds, type ObjectOf, type Route, routeKinds } from "../snapshot/kinds.ts";
import { find, type Lookup } from "../snapshot/find.ts";
import type { ObjectRef } from "../snapshot/ref.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Service } from "../topology/selection.ts";
import type { Way } from "./model.ts";

export interface Subject {
  readonly target?: ObjectRef;
  /** Services whose namespaces a closer look needs. */
  readonly services: readonly Service[];
  readonly ways: readonly Way[];
  /** What is to be said about the question itself. */
  readonly notes: readonly Note[];
  /** Only the one way of these matters (a URL asks for one address), not every declared way. */
  readonly single?: boolean;
}


/** The kinds a bare name is looked for in, in this order. */
export const namedKinds: readonly Kind[] = ["Service", "Ingress", "Gateway", ...routeKinds, "ListenerSet", "Pod", "GatewayClass", "IngressClass"];

export const isRoute = <T extends { readonly kind: string }>(object: T): object is T & Route => routeKinds.some((kind) => kind === object.kind);

/** An object of one of the kinds that are not namespaced is looked up without a namespace. */
export const lookUp = <K extends Kind>(snapshot: Snapshot, kind: K, namespace: string, name: string): Lookup<ObjectOf<K>> =>
  find(snapshot, kind, kinds[kind].namespaced ? namespace : "", name);
