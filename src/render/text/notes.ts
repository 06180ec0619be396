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
const asArguments = (ref: ObjectRef): string => plain(`${shortRef(ref)}${ref.namespace === "" ? "" : ` -n ${ref.namespace}`}`);

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

const named = (values: readonly string[]): string =>
  values.length > 3 ? `${values.slice(0, 3).join(", ")} and ${values.length - 3} more` : values.join(", ");

/** ` in shop, pay`, ` shop/tls`, or nothing for everywhere. */
const whereOf = (gaps: readonly Gap[]): string => {
  const objects = [...new Set(gaps.flatMap(({ namespace, name }) => (name === undefined ? [] : [namespace === undefined ? name : `${namespace}/${name}`])))];
  if (objects.length > 0) return ` ${named(objects)}`;
  const namespaces = [...new Set(gaps.flatMap(({ namespace }) => namespace ?? []))];
  return namespaces.length > 0 ? ` in ${named(namespaces)}` : "";
};

/** The server's refusal names resource and group, which the kind says already: without them many refusals are one. */
const refusal = /^\S+(?: "[^"]*")? is forbidden: (User "[^"]*") cannot (\w+) resource "[^"]*" in API group "[^"]*" /;

const shortened = (gap: Gap): Gap => ({ ...gap, message: gap.message.replace(refusal, "$1 may not $2 this ") });

/**
 * A sentence for the places of one kind, or for kinds of which the same is true. What is absent by nature of the
 * source or was not asked for is told only where everything is.
 */
export const gapTexts = (gaps: readonly Gap[], everything: boolean): readonly string[] => {
  const told = gaps.filter(({ reason }) => everything || reason === "Forbidden" || reason === "Unreachable" || reason === "Unreadable").map(shortened);
  const ofOneKind = [...Map.groupBy(told, ({ kind, reason, message }) => JSON.stringify([kind, reason, message])).values()];
  const alike = Map.groupBy(ofOneKind, (group) => JSON.stringify([whereOf(group), group[0]?.reason, group[0]?.message]));
  return [...alike.values()].flatMap((groups) => {
    const [first] = groups.flat();
    if (first === undefined) return [];
    const kinds = groups.flatMap(([one]) => one?.kind ?? []).join(", ");
    return [plain(`${kinds}${whereOf(groups[0] ?? [])}: ${reasons[first.reason]} (${first.reason})${first.message === "" ? "" : `: ${first.message}`}`, 2000)];
  });
};

export const gapLines = (gaps: readonly Gap[], style: Style, everything: boolean): readonly string[] => {
  const texts = gapTexts(gaps, everything);
  if (texts.length === 0) return [];
  return [
    "",
    ...paragraph("", "Could not be read, so that verdicts may be unknown (docs/permissions.md):", style).map((line) => heading(style, line)),
    ...texts.flatMap((text) => paragraph("  - ", text, style)),
  ];
};

export const assumptionLines = (assumptions: readonly string[], style: Style): readonly string[] =>
  assumptions.length === 0 ? [] : ["", heading(style, "Assumed:"), ...assumptions.flatMap((one) => paragraph("  - ", plain(one, 1000), style))];
