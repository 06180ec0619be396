/** explain_exposure for a model: the verdict, the path, what to do, what else there is. */
import type { Fix, Hop, TypeRow } from "../../core/exposure/model.ts";
import { noteKey } from "../../render/text/notes.ts";
import type { Explained } from "../tools/explain-exposure.ts";
import { asData } from "./data.ts";
import { block, knowledgeLines, line, noteLine } from "./notes.ts";
import { wayLine } from "./list.ts";

export const explainText = (explained: Explained): string => [
  `Verdict: ${explained.verdict}`,
  ...asData([
    line(explained.summary),
    ...explained.purpose.map(line),
    ...section("Path:", explained.path.flatMap(hopLines)),
    ...section("Also found:", otherNotes(explained)),
    ...section("To do:", explained.fixes.flatMap(fixLines)),
    ...section("Other ways in:", explained.ways.slice(1).map((way) => wayLine(way.exposure))),
    ...section("Types compared:", (explained.comparison ?? []).map(typeLine)),
    line(`Source: ${explained.source}`),
    ...knowledgeLines(explained),
  ]),
  ...(explained.truncated ? ["Shortened to fit: ask about one way in (ingress/NAME, httproute/NAME, a URL) for the rest."] : []),
].join("\n");

const section = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [title, ...lines]);

const hopLines = ({ verdict, label, checked, notes }: Hop): readonly string[] => [
  line(`${verdict} ${label}${checked.length === 0 ? "" : ` (${checked.join("; ")})`}`),
  ...notes.map((note) => `  ${noteLine(note)}`),
];

/** Notes that no hop of the path shows. */
const otherNotes = ({ path, notes }: Explained): readonly string[] => {
  const told = new Set(path.flatMap((hop) => hop.notes.map(noteKey)));
  return notes.filter((note) => !told.has(noteKey(note))).map(noteLine);
};

const fixLines = ({ text, commands }: Fix, index: number): readonly string[] => [
  ...block(`${index + 1}. `, text),
  ...commands.flatMap((command) => block("   ", command)),
];

const typeLine = ({ type, current, address, reachedBy, ports, cost, remarks }: TypeRow): string =>
  line(`${type}${current ? " (now)" : ""}: ${address}; reached by ${reachedBy}; ports ${ports}; cost ${cost}. ${remarks.join(" ")}`);
