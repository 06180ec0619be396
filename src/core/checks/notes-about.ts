/** What the checks say about an object, and about everything. */
import { compareNotes, type Note } from "../notes/note.ts";
import { derived, derivedOf } from "../snapshot/derived.ts";
import { type AnyObject, type Kind, kindNames, type ObjectOf } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Via } from "../topology/via.ts";
import { type Check, runCheck } from "./check.ts";
import { checks } from "./registry.ts";

/** Whether a kind was asked for anywhere: one namespace that was read and has none of it is evidence as well. */
const isKnown = (snapshot: Snapshot, kind: Kind): boolean =>
  snapshot.objects[kind].length > 0 || [...snapshot.coverage, ...snapshot.gaps.filter(({ reason }) => reason !== "NotRequested")].some((one) => one.kind === kind);

/** The checks about each kind that can find something in a snapshot. */
const checksByKind = derived((snapshot): ReadonlyMap<Kind, readonly Check[]> => {
  const able = checks.filter(({ evidence }) => evidence === undefined || evidence.some((kind) => isKnown(snapshot, kind)));
  return new Map(kindNames.map((kind) => [kind, able.filter((check) => check.about.includes(kind))]));
});

/** Whether a Service can have this way in by its type; what is only about other ways is not asked. */
const mayHave = ({ spec }: ObjectOf<"Service">, via: Via): boolean => {
  if (via === "LoadBalancer") return spec.type === "LoadBalancer";
  if (via === "NodePort") return spec.type === "LoadBalancer" || spec.type === "NodePort";
  return via !== "ExternalIP" || spec.externalIPs.length > 0;
};

/** All notes about one object, in the order in which notes leave the core. */
export const notesAbout = derivedOf((snapshot: Snapshot, object: AnyObject): readonly Note[] => {
  const notes: Note[] = [];
  for (const check of checksByKind(snapshot).get(object.kind) ?? []) {
    if (check.ways !== undefined && object.kind === "Service" && !check.ways.some((via) => mayHave(object, via))) continue;
    notes.push(...runCheck(check, object, snapshot));
  }
  return notes.length > 1 ? notes.toSorted(compareNotes) : notes;
});

const waysByCode: ReadonlyMap<string, readonly Via[] | undefined> = new Map(checks.map((check) => [check.code, check.ways]));

/** Whether a note of this code speaks about that way in. */
export const concerns = (code: string, via: Via): boolean => waysByCode.get(code)?.includes(via) ?? true;

/** All notes about everything in the snapshot. */
export const allNotes = (snapshot: Snapshot): readonly Note[] =>
  kindNames
    .filter((kind) => checksByKind(snapshot).get(kind)?.length)
    .flatMap((kind) => snapshot.objects[kind].flatMap((object) => notesAbout(snapshot, object)))
    .toSorted(compareNotes);
