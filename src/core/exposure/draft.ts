/** A way in while it is put together: stations with their notes, from the client's side to the pods. */
import { concerns } from "../checks/registry.ts";
import { compareNotes, type Note, verdictOf } from "../notes/note.ts";
import { compareText } from "../snapshot/ref.ts";
import type { Exposure, Hop, Way } from "./model.ts";

export type Draft = Omit<Exposure, "verdict" | "codes">;

/** The way as a whole: no station may break it. Notes that speak about other ways in are left to those. */
export const finish = (draft: Draft, hops: readonly Hop[]): Way => {
  const mine = hops.map((hop) => ({ ...hop, notes: hop.notes.filter((note) => concerns(note.code, draft.via)) }));
  const notes = mine.flatMap((hop) => hop.notes);
  const verdict = verdictOf(notes);
  const codes = [...new Set(notes.filter((note) => note.severity !== "info").map((note) => note.code))].toSorted(compareText);
  return { exposure: { ...draft, verdict, codes }, verdict, hops: mine.map((hop) => ({ ...hop, verdict: verdictOf(hop.notes) })) };
};

/** A station; its verdict follows from its notes when the way is finished. */
export const station = (kind: Hop["kind"], label: string, rest: Partial<Pick<Hop, "about" | "checked" | "notes">> = {}): Hop => ({
  kind, label, verdict: "yes", checked: [], notes: [], ...rest,
});

/** All notes of several ways, each once, most severe first. */
export const notesOf = (ways: readonly Way[]): readonly Note[] =>
  [...new Set(ways.flatMap((way) => way.hops.flatMap((hop) => hop.notes)))].toSorted(compareNotes);
