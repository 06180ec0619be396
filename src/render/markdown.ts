/** Answers for pull requests, tickets and wikis: GitHub's Markdown, everything from a cluster escaped. */
import type { ExplainResult, Hop, ListResult } from "../core/exposure/model.ts";
import type { Note } from "../core/notes/note.ts";
import { formatRef } from "../core/snapshot/ref.ts";
import { gapTexts, type Locate, noteKey } from "./text/notes.ts";
import { plain, plainLines } from "./text/terminal.ts";
import { addressOf, bestFirst, isInside, readinessOf, storyOf } from "./text/ways.ts";

const special = /[\\`*_{}[\]<>()#+!|~&@:/-]/g;
/** Punctuation that means nothing inside words is left readable; links, HTML, emphasis, tables and mentions are not. */
const harmless = new Set(["(", ")", "/", ":", "-", "+", "{", "}", "!"]);

const escaped = (text: string): string =>
  plain(text, 2000)
    .replace(special, (character) => (harmless.has(character) ? character : character === "@" ? "&#64;" : `\\${character}`))
    // A bare URL becomes a link, and who reads it did not write it.
    .replace(/\b(https?|ftp):\/\//gi, "$1&#58;//")
    .replace(/\bwww\./gi, "www&#46;");

/** A code span that its content cannot end; in a table also one that cannot end the cell. */
const code = (text: string): string => {
  const safe = plain(text, 1000).replaceAll("|", "\\|");
  const fence = "`".repeat(1 + Math.max(0, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length)));
  const space = fence.length > 1 ? " " : "";
  return safe === "" ? "" : `${fence}${space}${safe}${space}${fence}`;
};

const block = (text: string): string => {
  const lines = plainLines(text);
  const fence = "`".repeat(Math.max(3, 1 + Math.max(0, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)))));
  return [`${fence}sh`, ...lines, fence].join("\n");
};

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const section = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines]);

export const listMarkdown = (result: ListResult, locate?: Locate): string => {
  const header = ["Namespace", "Service", "Type", "Ready", "Reach", "Works", "Ways in"];
  const rows = result.services.map((service) => {
    const declared = service.exposures.filter((one) => !isInside(one));
    const ways = bestFirst(declared).map((way) => `${code(addressOf(way))} ${way.verdict}: ${escaped(storyOf(way, service))}`);
    return row([code(service.namespace), code(service.name), escaped(service.type), readinessOf(service), service.reach, service.verdict, ways.join("<br>")]);
  });
  const lines = [
    "# Services",
    "",
    row(header), row(header.map(() => "---")), ...rows,
    ...section("Notes", result.notes.map((note) => noteItem(note, locate))),
    ...section("Could not be read", gapTexts(result.gaps, false).map((one) => `- ${escaped(one)}`)),
    ...section("Assumed", result.assumptions.map((one) => `- ${escaped(one)}`)),
  ];
  return `${lines.join("\n")}\n`;
};

const noteItem = (note: Note, locate: Locate | undefined): string => {
  const file = locate?.(note.about, note.path);
  const place = [formatRef(note.about), note.path].filter((one) => one !== "").join(" ");
  const unknown = note.unknown === undefined ? "" : ` Not certain: ${escaped(note.unknown)}`;
  return `- **${note.severity}** ${code(note.code)} at ${code(place)}${file === undefined ? "" : ` (${code(file)})`}: ${escaped(note.detail)}${unknown}`;
};

const verdictWords = { yes: "Yes", no: "No", unknown: "Unknown" } as const;

export const explainMarkdown = (result: ExplainResult, locate?: Locate): string => {
  const told = new Set(result.path.flatMap(({ notes }) => notes.map(noteKey)));
  const lines = [
    `# ${verdictWords[result.verdict]}: ${escaped(result.asked)}`,
    "",
    escaped(result.summary),
    ...result.purpose.flatMap((one) => ["", escaped(one)]),
    ...section("The path", result.path.flatMap((hop, index) => hopItem(hop, index, locate))),
    ...section("Also found", result.notes.filter((note) => !told.has(noteKey(note))).map((note) => noteItem(note, locate))),
    ...section("What to do", result.fixes.flatMap((fix, index) => [`${index + 1}. ${escaped(fix.text)}`, ...fix.commands.flatMap((one) => ["", indented(block(one), "   "), ""])])),
    ...section("Other ways in", result.ways.slice(1).map(({ verdict, exposure }) => `- ${verdict}: ${code(addressOf(exposure))} ${escaped(storyOf(exposure, result.target))}`)),
    ...section("The types side by side", comparison(result)),
    ...section("Could not be read", gapTexts(result.gaps, false).map((one) => `- ${escaped(one)}`)),
    ...section("Assumed", result.assumptions.map((one) => `- ${escaped(one)}`)),
  ];
  return `${lines.join("\n").replace(/\n{3,}/g, "\n\n").trimEnd()}\n`;
};

const indented = (text: string, indent: string): string => text.split("\n").map((line) => indent + line).join("\n");

const hopItem = (hop: Hop, index: number, locate: Locate | undefined): readonly string[] => [
  `${index + 1}. **${hop.verdict}** ${escaped(hop.label)}`,
  ...hop.checked.map((one) => `   - ${escaped(one)}`),
  ...hop.notes.map((note) => `   ${noteItem(note, locate)}`),
];

const comparison = ({ comparison: rows = [] }: ExplainResult): readonly string[] => {
  if (rows.length === 0) return [];
  const header = ["Type", "Address", "Reached by", "Ports", "Cost", "Remarks"];
  return [
    row(header), row(header.map(() => "---")),
    ...rows.map((one) => row([
      `${escaped(one.type)}${one.current ? " (now)" : ""}`, escaped(one.address), escaped(one.reachedBy), escaped(one.ports), escaped(one.cost),
      one.remarks.map(escaped).join("<br>"),
    ])),
  ];
};
