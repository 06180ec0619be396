/** `explain`: the verdict, the path from the client to the pods, what to do, and what else there is. */
import type { ExplainResult, Fix, Hop, TypeRow, Way } from "../../core/exposure/model.ts";
import type { Note } from "../../core/notes/note.ts";
import { formatRef } from "../../core/snapshot/ref.ts";
import { heading, paint, severityInk, verdictInk, verdictSign } from "./color.ts";
import { alikeTogether, assumptionLines, gapLines, type Locate, noteKey, noteLines } from "./notes.ts";
import { cell, wrappedTable } from "./table.ts";
import { paragraph, plain, plainLines, type Style } from "./terminal.ts";
import { addressOf, storyOf } from "./ways.ts";

export interface ExplainView {
  /** Every way hop by hop, every remark. */
  readonly wide: boolean;
  readonly locate?: Locate | undefined;
}

export const renderExplain = (result: ExplainResult, view: ExplainView, style: Style): string => {
  const lines = [
    ...verdictLines(result, style),
    ...purposeLines(result.purpose, style),
    ...(result.path.length === 0 ? [] : [pathHeading(result, style), ...hopLines(result.path, style, view)]),
    ...otherNotes(result, style, view),
    ...fixLines(result.fixes, style),
    ...wayLines(result, style, view),
    ...comparisonLines(result.comparison ?? [], style),
    ...gapLines(result.gaps, style, view.wide),
    ...assumptionLines(result.assumptions, style),
  ];
  return `${lines.join("\n")}\n`;
};

const verdictLines = ({ verdict, summary }: ExplainResult, style: Style): readonly string[] =>
  paragraph("", plain(summary, 2000), style).map((line) => paint(style, verdictInk[verdict], line));

const purposeLines = (purpose: readonly string[], style: Style): readonly string[] =>
  purpose.length === 0 ? [] : ["", ...purpose.flatMap((one) => paragraph("", plain(one, 2000), style))];

const pathHeading = ({ ways, path }: ExplainResult, style: Style): string => {
  const way = ways.find((one) => one.hops === path) ?? ways[0];
  const url = way?.exposure.urls[0];
  return `\n${heading(style, `The path${url === undefined ? "" : ` of ${plain(url, 300)}`}`)}`;
};

/** `  ✗ Service tasks/task-api, port 8000/TCP` with what was looked at and what is wrong below. */
const hopLines = (hops: readonly Hop[], style: Style, view: ExplainView): readonly string[] => hops.flatMap((hop, index) => {
  const bar = index === hops.length - 1 ? " " : style.unicode ? "│" : "|";
  const rail = `  ${paint(style, "dim", bar)}   `;
  const inner = { ...style, width: style.width - 6 };
  const below = [
    ...hop.checked.flatMap((one) => paragraph("- ", plain(one, 2000), inner).map((line) => paint(style, "dim", line))),
    ...hop.notes.flatMap((note) => hopNote(note, inner, view)),
  ];
  const [first, ...rest] = paragraph("", plain(hop.label, 1000), { ...style, width: style.width - 4 });
  return [`  ${verdictSign(hop.verdict, style)} ${heading(style, first ?? "")}`, ...rest.map((one) => `    ${one}`), ...below.map((line) => (rail + line).trimEnd())];
});

const hopNote = (note: Note, style: Style, view: ExplainView): readonly string[] => {
  const file = view.locate?.(note.about, note.path);
  const place = [formatRef(note.about), note.path].filter((one) => one !== "").join(" ");
  const ink = severityInk[note.severity];
  return [
    ...paragraph(`${note.severity}: `, plain(note.detail, 2000), style).map((line) => paint(style, ink, line)),
    ...(note.unknown === undefined ? [] : paragraph("not certain: ", plain(note.unknown, 2000), style)),
    ...paragraph("  ", `${plain(note.code)} at ${plain(place)}${file === undefined ? "" : ` (${plain(file)})`}`, style),
  ];
};

/** Notes that neither a hop nor the verdict itself tells. */
const otherNotes = (result: ExplainResult, style: Style, view: ExplainView): readonly string[] => {
  const shown = view.wide ? result.ways.flatMap(({ hops }) => hops) : [];
  const told = new Set([...shown, ...result.path].flatMap(({ notes }) => notes.map(noteKey)));
  const rest = result.notes.filter((note) => !told.has(noteKey(note)) && (view.wide || (note.severity !== "info" && !result.summary.includes(note.detail))));
  return rest.length === 0 ? [] : ["", heading(style, "Also found"), ...alikeTogether(rest).flatMap((alike) => noteLines(alike, style, view.locate))];
};

const fixLines = (fixes: readonly Fix[], style: Style): readonly string[] => {
  if (fixes.length === 0) return [];
  return ["", heading(style, "What to do"), ...fixes.flatMap((fix, index) => [
    ...paragraph(`  ${index + 1}. `, plain(fix.text, 2000), style),
    // Commands and manifests are copied, so they are never wrapped.
    ...fix.commands.flatMap((command) => plainLines(command).map((line) => `       ${paint(style, "cyan", line)}`.trimEnd())),
  ])];
};

const wayLines = (result: ExplainResult, style: Style, view: ExplainView): readonly string[] => {
  const others = result.ways.slice(1);
  if (others.length === 0) return [];
  return ["", heading(style, "Other ways in"), ...others.flatMap((way) => [...oneWay(way, result, style), ...(view.wide ? hopLines(way.hops, style, view) : [])])];
};

const oneWay = ({ verdict, exposure }: Way, { target }: ExplainResult, style: Style): readonly string[] => {
  const mark = paint(style, verdictInk[verdict], verdict) + " ".repeat(9 - verdict.length);
  const [first, ...rest] = paragraph("", `${addressOf(exposure)}  ${storyOf(exposure, target)}`, { ...style, width: style.width - 11 });
  return [`  ${mark}${first ?? ""}`, ...rest.map((line) => `${" ".repeat(11)}${line}`)];
};

const comparisonLines = (rows: readonly TypeRow[], style: Style): readonly string[] => {
  if (rows.length === 0) return [];
  const header = ["TYPE", "ADDRESS", "REACHED BY", "PORTS", "COST"].map((one) => cell(one));
  const cells = rows.map((row) => [
    cell(`${plain(row.type)}${row.current ? " (now)" : ""}`, row.current ? "bold" : undefined),
    ...[row.address, row.reachedBy, row.ports, row.cost].map((one) => cell(plain(one))),
  ]);
  const remarks = rows.flatMap((row) => row.remarks.flatMap((one) => paragraph(`  ${plain(row.type)}: `, plain(one, 2000), style)));
  return ["", heading(style, "The types side by side"), ...wrappedTable([header, ...cells], style), ...(remarks.length > 0 ? ["", ...remarks] : [])];
};
