import { compareRefs, compareText, type ObjectRef } from "../snapshot/ref.ts";

/** error: a way in does not work because of it. warning: it may not, or not for everyone. info: worth knowing. */
export type Severity = "error" | "warning" | "info";

/** One thing the tool has to say, as plain data with a place. */
export interface Note {
  /** PascalCase, named after the problem; the file, the case folder and the docs page have the same name. */
  readonly code: string;
  readonly severity: Severity;
  /** The code in words; the same for every note of the code. */
  readonly title: string;
  readonly about: ObjectRef;
  /** The field that causes it, such as `spec.rules[0].backendRefs[1].port`; "" for the object as a whole. */
  readonly path: string;
  /** This case in one or two sentences, with the values that matter. */
  readonly detail: string;
  /** What to do next, a step each; commands stand alone in a step and start with `kubectl `. */
  readonly fix: readonly string[];
  /** Set when it could not be decided: why, and what would decide it (a permission, a flag). */
  readonly unknown?: string;
}

const severities: readonly Severity[] = ["error", "warning", "info"];

/** Most severe first, then by object, path and code: the order in which notes leave the core. */
export const compareNotes = (a: Note, b: Note): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  compareRefs(a.about, b.about) ||
  compareText(a.path, b.path) ||
  compareText(a.code, b.code) ||
  compareText(a.detail, b.detail);

/** yes, no, or not known: the only values of a decision. */
export type Verdict = "yes" | "no" | "unknown";

/** What notes on a way in mean for it: a certain error breaks it, an undecided one leaves it unknown. */
export const verdictOf = (notes: Iterable<Note>): Verdict => {
  let unknown = false;
  for (const note of notes) {
    if (note.severity !== "error") continue;
    if (note.unknown === undefined) return "no";
    unknown = true;
  }
  return unknown ? "unknown" : "yes";
};

/** All must hold: no if any is no, else unknown if any is unknown, else yes. */
export const allOf = (verdicts: Iterable<Verdict>): Verdict => {
  let result: Verdict = "yes";
  for (const verdict of verdicts) {
    if (verdict === "no") return "no";
    if (verdict === "unknown") result = "unknown";
  }
  return result;
};
