/** A way in while it is put together: stations with their notes, from the client's side to the pods. */
import { concerns } from "../checks/notes-about.ts";
import { compareNotes, type Note, verdictOf } from "../notes/note.ts";
import { compareText } from "../snapshot/ref.ts";
import type { Exposure, Hop, Way } from "./model.ts";

export type Draft = Omit<Exposure, "verdict" | "codes">;

const NO_CODES: readonly string[] = [];

/** The way as a whole: no station may break it. Notes that speak about other ways in are left to those. */
export const finish = (draft: Draft, stations: readonly Hop[]): Way => {
  // Most stations have nothing to say, and lists have tens of thousands of them.
  const hops = stations.every((hop) => hop.notes.length === 0) ? stations : stations.map((hop) => judged(hop, draft));
  const notes = hops === stations ? [] : hops.flatMap((hop) => hop.notes);
  const verdict = verdictOf(notes);
  const codes = notes.length === 0 ? NO_CODES : [...new Set(notes.filter((note) => note.severity !== "info").map((note) => note.code))].toSorted(compareText);
  return { exposure: { ...draft, verdict, codes }, verdict, hops };
};

const judged = (hop: Hop, { via }: Draft): Hop => {
  if (hop.notes.length === 0) return hop;
  const notes = hop.notes.filter((note) => concerns(note.code, via));
  return { ...hop, notes, verdict: verdictOf(notes) };
};

/** A station; its verdict follows from its notes when the way is finished. */
export const station = (kind: Hop["kind"], label: string, { about, checked = NOTHING, notes = NOTHING }: Partial<Pick<Hop, "about" | "checked" | "notes">> = {}): Hop =>
  about === undefined ? { kind, label, verdict: "yes", checked, notes } : { kind, about, label, verdict: "yes", checked, notes };

const NOTHING: readonly never[] = [];

/** All notes of several ways, each once, most severe first. */
export const notesOf = (ways: readonly Way[]): readonly Note[] =>
  [...new Set(ways.flatMap((way) => way.hops.flatMap((hop) => hop.notes)))].toSorted(compareNotes);
