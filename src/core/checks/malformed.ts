/** Fields that could not be read as what the API says they are. No check of one object: the shapes found them. */
import { compareNotes, type Note } from "../notes/note.ts";
import { formatRef } from "../snapshot/ref.ts";
import type { Malformed, Snapshot } from "../snapshot/snapshot.ts";

/** What every note of malformedNotes has in common. */
export const malformedField = {
  code: "MalformedField",
  severity: "warning",
  title: "A field has another type than the API gives it and was left out",
} as const;

/** One note per field that was left out of an object, in the order in which notes leave the core. */
export const malformedNotes = (snapshot: Snapshot): readonly Note[] => snapshot.malformed.map(noteOf).toSorted(compareNotes);

const noteOf = ({ about, path, expected, got }: Malformed): Note => ({
  ...malformedField,
  about,
  path,
  detail: `${path === "" ? "The object" : path} of ${formatRef(about)} should be ${withArticle(expected)}, but is ${withArticle(got)}: it was read as absent.`,
  fix: [path === "" ? "Correct the object." : `Correct ${path}: an API server refuses it as it stands.`],
});

const withArticle = (word: string): string => (word === "null" ? word : `${/^[aeio]/.test(word) ? "an" : "a"} ${word}`);
