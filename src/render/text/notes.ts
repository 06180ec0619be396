/** Notes and gaps below a table or a path. */
import type { Note, Severity } from "../../core/notes/note.ts";
import { shortRef, type ObjectRef } from "../../core/snapshot/ref.ts";
import type { Gap } from "../../core/snapshot/snapshot.ts";
import { heading, paint, severityInk } from "./color.ts";
import { columnsOf, paragraph, plain, type Style } from "./terminal.ts";

/** Where in the files a note's field stands, such as `shop.yaml:12:7`; undefined for a cluster. */
export type Locate = (about: ObjectRef, path: string) => string | undefined;

/** The same for two copies of one note. */
export const noteKey = ({ code, about, path, detail }: Note): string => JSON.stringify([code, about, path, detail]);

/** `ingress/web -n shop`: as kubectl takes it. */
export const asArguments = (ref: ObjectRef): string => plain(`${shortRef(ref)}${ref.namespace === "" ? "" : ` -n ${ref.namespace}`}`);

const LEAD = " ".repeat(9);

/** The object, and the field and its place in the files where they fit beside it. */
const placeLines = (note: Note, lead: string, style: Style, locate: Locate | undefined): readonly string[] => {
  const file = locate?.(note.about, note.path);
  const field = [plain(note.path), file === undefined ? "" : `(${plain(file)})`].filter((one) => one !== "").join(" ");
  const object = asArguments(note.about);
  const together = field === "" ? object : `${object}  ${field}`;
  return columnsOf(lead + together) <= style.width || field === "" ? [together] : [object, `${LEAD}${field}`];
};

/** Code, object, field and place; then the case in words, and why it could not be decided. Alike are told once. */
export const noteLines = (alike: readonly Note[], style: Style, locate?: Locate): readonly string[] => {
  const [note] = alike;
  if (note === undefined) return [];
  const code = plain(note.code);
  const lead = `${LEAD}${code}  `;
  const [first = "", ...rest] = placeLines(note, lead, style, locate);
  return [
    `${paint(style, severityInk[note.severity], note.severity)}${" ".repeat(LEAD.length - note.severity.length)}${paint(style, "bold", code)}  ${first}`,
    ...rest,
    ...alike.slice(1).flatMap((one) => placeLines(one, LEAD, style, locate).map((line, index) => (index === 0 ? LEAD + line : line))),
    ...paragraph(LEAD, plain(note.detail, 2000), style),
    ...(note.unknown === undefined ? [] : paragraph(`${LEAD}not certain: `, plain(note.unknown, 2000), style)),
  ];
};

/** Notes that say the same about several objects, in the order of the first of them. */
export const alikeTogether = (notes: readonly Note[]): readonly (readonly Note[])[] =>
  [...Map.groupBy(notes, ({ severity, code, detail, unknown }) => JSON.stringify([severity, code, detail, unknown])).values()];

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
  const groups = alikeTogether(notes);
  const rest = groups.slice(limit).flat();
  return [
    "",
    `${heading(style, `${countsOf(notes)}:`)}`,
    ...groups.slice(0, limit).flatMap((alike) => noteLines(alike, style, locate)),
    ...(rest.length === 0 ? [] : [`... and ${countsOf(rest)} more: -o wide lists them all`]),
  ];
};

const reasons: Readonly<Record<Gap["reason"], string>> = {
  Forbidden: "not readable", NotInstalled: "not installed", NotRequested: "not read", Unreachable: "no answer",
  NotInFiles: "not in the files", Unreadable: "not understood",
};

/** Gaps that differ only in the namespace or the name are one line. */
const gathered = (gaps: readonly Gap[]): readonly (readonly Gap[])[] =>
  [...Map.groupBy(gaps, ({ kind, reason }) => `${kind} ${reason}`).values()];

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
    ...gathered(told).flatMap((group) => paragraph("  ", gapLine(group), style)),
  ];
};

export const assumptionLines = (assumptions: readonly string[], style: Style): readonly string[] =>
  assumptions.length === 0 ? [] : ["", heading(style, "Assumed:"), ...assumptions.flatMap((one) => paragraph("  - ", plain(one, 1000), style))];
