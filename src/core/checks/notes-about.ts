/** What the checks say about an object, and about everything. */
import { compareNotes, type Note } from "../notes/note.ts";
import { derivedOf } from "../snapshot/derived.ts";
import { type AnyObject, type Kind, kindNames } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Via } from "../topology/via.ts";
import { type Check, runCheck } from "./check.ts";
import { checks } from "./registry.ts";

const byKind: ReadonlyMap<Kind, readonly Check[]> = new Map(kindNames.map((kind) => [kind, checks.filter((check) => check.about.includes(kind))]));

/** All notes about one object, in the order in which notes leave the core. */
export const notesAbout = derivedOf((snapshot: Snapshot, object: AnyObject): readonly Note[] => {
  const notes: Note[] = [];
  for (const check of byKind.get(object.kind) ?? []) notes.push(...runCheck(check, object, snapshot));
  return notes.length > 1 ? notes.toSorted(compareNotes) : notes;
});

const waysByCode: ReadonlyMap<string, readonly Via[] | undefined> = new Map(checks.map((check) => [check.code, check.ways]));

/** Whether a note of this code speaks about that way in. */
export const concerns = (code: string, via: Via): boolean => waysByCode.get(code)?.includes(via) ?? true;

/** All notes about everything in the snapshot. */
export const allNotes = (snapshot: Snapshot): readonly Note[] =>
  kindNames
    .filter((kind) => byKind.get(kind)?.length)
    .flatMap((kind) => snapshot.objects[kind].flatMap((object) => notesAbout(snapshot, object)))
    .toSorted(compareNotes);
