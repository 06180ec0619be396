/** Which notes about an object matter for one way through it. */
import type { Note } from "../notes/note.ts";

const LISTED = /^(spec\.(?:rules|parentRefs|tls|listeners|ports))\[/;

/** `spec.rules[1]` is on the branch of `spec.rules[1].backendRefs[0]`, and the other way round. */
const sameBranch = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const next = long[short.length];
  return long.startsWith(short) && (next === undefined || next === "." || next === "[");
};

/**
 * Notes that concern a way which uses these fields: a note inside a list (rules, parentRefs, tls, listeners, ports)
 * counts only when its place is on the branch of a used field; a note elsewhere always counts.
 */
export const relevant = (notes: readonly Note[], used: readonly string[]): readonly Note[] =>
  notes.length === 0 ? notes : notes.filter((note) => !LISTED.test(note.path) || used.some((field) => sameBranch(field, note.path)));
