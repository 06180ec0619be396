/** Notes, gaps and assumptions in few words. */
import type { Note } from "../../core/notes/note.ts";
import { formatRef, type ObjectRef } from "../../core/snapshot/ref.ts";
import type { Gap } from "../../core/snapshot/snapshot.ts";
import { plain, plainLines } from "../../render/text/terminal.ts";

const LONGEST = 2100;

/** One line, whatever line breaks it has. */
export const line = (text: string): string => plain(text.replaceAll(/\s*[\r\n]\s*/g, " "), LONGEST);

const placeOf = (about: ObjectRef, path: string): string => [formatRef(about), path].filter((one) => one !== "").join(" ");

/** `error BackendNotFound at Ingress shop/web spec.rules[0]: what is wrong` */
export const noteLine = ({ severity, code, about, path, detail, unknown }: Note): string =>
  line(`${severity} ${code} at ${placeOf(about, path)}: ${detail}${unknown === undefined ? "" : ` Not certain: ${unknown}`}`);

export const noteLines = (note: Note): readonly string[] => [noteLine(note), ...note.fix.flatMap((step) => block("  fix: ", step))];

/** Several lines, such as a step with a manifest to apply, indented below their first. */
export const block = (lead: string, text: string): readonly string[] =>
  plainLines(text).map((one, index) => `${index === 0 ? lead : " ".repeat(lead.length)}${one}`.trimEnd());

interface Known {
  readonly gaps: readonly Gap[];
  readonly assumptions: readonly string[];
  readonly unreadable: readonly string[];
}

const whatOf = ({ kind, namespace, name }: Gap): string => `${kind}${name === undefined ? "" : ` ${name}`}${namespace === undefined ? "" : ` in ${namespace}`}`;

/** One line for every reason: a folder is silent about many kinds in the same words. */
const gapLines = (gaps: readonly Gap[]): readonly string[] =>
  [...Map.groupBy(gaps, ({ reason, message }) => `${reason}, ${message}`)].map(([why, same]) => line(`- ${[...new Set(same.map(whatOf))].join(", ")}: ${why}`));

/** What the answer does not know, and takes for granted. An absent kind is no limit: there is nothing of it. */
export const knowledgeLines = ({ gaps, assumptions, unreadable }: Known): readonly string[] => {
  const limits = gaps.filter(({ reason }) => reason !== "NotRequested" && reason !== "NotInstalled");
  return [
    ...(limits.length === 0 ? [] : ["Not read:", ...gapLines(limits)]),
    ...(unreadable.length === 0 ? [] : ["Not understood, and left out:", ...unreadable.map((one) => line(`- ${one}`))]),
    ...(assumptions.length === 0 ? [] : ["Assumed:", ...assumptions.map((one) => line(`- ${one}`))]),
  ];
};
