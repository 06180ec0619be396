/** Notes and gaps below a table or a path. */
import type { Note, Severity } from "../../core/notes/note.ts";
import { shortRef, type ObjectRef } from "../../core/snapshot/ref.ts";
import type { Gap } from "../../core/snapshot/snapshot.ts";
import { heading, paint, severityInk } from "./color.ts";
import { paragraph, plain, type Style } from "./terminal.ts";

/** Where in the files a note's field stands, such as `shop.yaml:12:7`; undefined for a cluster. */
export type Locate = (about: ObjectRef, path: string) => string | undefined;

/** The same for two copies of one note. */
export const noteKey = ({ code, about, path, detail }: Note): string => JSON.stringify([code, about, path, detail]);

/** `ingress/web -n shop`: as kubectl takes it. */
export const asArguments = (ref: ObjectRef): string => plain(`${shortRef(ref)}${ref.namespace === "" ? "" : ` -n ${ref.namespace}`}`);

const placeOf = (note: Note, locate: Locate | undefined): string => {
  const file = locate?.(note.about, note.path);
  return [asArguments(note.about), plain(note.path), file === undefined ? "" : `(${plain(file)})`].filter((one) => one !== "").join("  ");
};

/** Code, object, field and place; then the case in words, and why it could not be decided. */
export const noteLines = (note: Note, style: Style, locate?: Locate): readonly string[] => [
  `${paint(style, severityInk[note.severity], note.severity.padEnd(7))}  ${paint(style, "bold", plain(note.code))}  ${placeOf(note, locate)}`,
  ...paragraph("         ", plain(note.detail, 2000), style),
  ...(note.unknown === undefined ? [] : paragraph("         not certain: ", plain(note.unknown, 2000), style)),
];

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const words: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ["error", "errors"], warning: ["warning", "warnings"], info: ["remark", "remarks"],
};

const countsOf = (notes: readonly Note[]): string =>
  (["error", "warning", "info"] as const)
    .flatMap((severity) => {
      const count = notes.filter((note) => note.severity === severity).length;
      return count === 0 ? [] : [counted(count, ...words[severity])];
    })
    .join(", ");

/** The most severe notes, at most `limit` of them, and where the rest is. Notes come sorted. */
export const notesBelow = (notes: readonly Note[], limit: number, style: Style, locate?: Locate): readonly string[] => {
  if (notes.length === 0) return [];
  const shown = notes.slice(0, limit);
  const rest = notes.slice(limit);
  return [
    "",
    `${heading(style, `${countsOf(notes)}:`)}`,
    ...shown.flatMap((note) => noteLines(note, style, locate)),
    ...(rest.length === 0 ? [] : [`... and ${countsOf(rest)} more: -o wide lists them all`]),
  ];
};

const reasons: Readonly<Record<Gap["reason"], string>> = {
  Forbidden: "not readable", NotInstalled: "not installed", NotRequested: "not read", Unreachable: "no answer",
  NotInFiles: "not in the files", Unreadable: "not understood",
};

/** Gaps that differ only in the namespace or the name are one line. */
const gathered = (gaps: readonly Gap[]): ReadonlyMap<string, readonly Gap[]> => {
  const groups = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const key = `${gap.kind} ${gap.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), gap]);
  }
  return groups;
};

const named = (values: readonly string[]): string =>
  values.length > 3 ? `${values.slice(0, 3).join(", ")} and ${values.length - 3} more` : values.join(", ");

const gapLine = (gaps: readonly Gap[]): string => {
  const [first] = gaps;
  if (first === undefined) return "";
  const whichs = [...new Set(gaps.flatMap(({ namespace, name }) => (name === undefined ? [] : [namespace === undefined ? name : `${namespace}/${name}`])))];
  const namespaces = [...new Set(gaps.flatMap(({ namespace }) => (namespace === undefined ? [] : [namespace])))];
  const where = whichs.length > 0 ? ` ${named(whichs)}` : namespaces.length > 0 ? ` in ${named(namespaces)}` : "";
  return plain(`${first.kind}${where}: ${reasons[first.reason]} (${first.reason}). ${first.message}`.trimEnd(), 1000);
};

/**
 * One entry per kind and reason, with what the server said. What is absent by nature of the source or was not asked
 * for is told only where everything is.
 */
export const gapLines = (gaps: readonly Gap[], style: Style, everything: boolean): readonly string[] => {
  const told = gaps.filter((gap) => everything || gap.reason === "Forbidden" || gap.reason === "Unreachable" || gap.reason === "Unreadable");
  if (told.length === 0) return [];
  return [
    "",
    heading(style, "Could not be read, so that verdicts may be unknown (docs/permissions.md):"),
    ...[...gathered(told).values()].flatMap((group) => paragraph("  ", gapLine(group), style)),
  ];
};

export const assumptionLines = (assumptions: readonly string[], style: Style): readonly string[] =>
  assumptions.length === 0 ? [] : ["", heading(style, "Assumed:"), ...assumptions.flatMap((one) => paragraph("  - ", plain(one, 1000), style))];
