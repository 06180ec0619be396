/**
 * Finds the line and column of a field in the text that an object was read from, without parsing it again: it follows
 * keys and dashes by their indentation, and JSON by its brackets. Where a document is written otherwise (in flow style,
 * through an alias) the deepest field that was found is the answer.
 */
import type { Origin } from "./collect.ts";
import { jsonPlace } from "./json-place.ts";

export type Token = string | number;

/** `spec.rules[0].host` and `metadata.annotations["a.b/c"]` as keys and positions. */
const tokensOf = (path: string): readonly Token[] =>
  [...path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, position, key]) => quoted ?? (position === undefined ? (key ?? "") : Number(position)));

/** A line and a column in it, both counted from 0. */
interface Place { readonly line: number; readonly column: number }

/** A line's text without what a comment or the line itself leaves blank. */
interface Line { readonly text: string; readonly indent: number; readonly isBlank: boolean }

/** `shop.yaml:12:7`: of the deepest field of the path that is found; of the object itself when there is none. */
export const placeOf = ({ file, unit, path: within }: Origin, path: string): string => {
  const text = unit.text.slice(unit.start, unit.end);
  const tokens = [...tokensOf(within), ...tokensOf(path)];
  const { line, column } = text === "" ? { line: 0, column: 0 } : unit.json ? placeAt(text, jsonPlace(text, tokens)) : yamlPlace(text, tokens);
  return `${file}:${unit.line + line}:${column + (line === 0 ? unit.column : 1)}`;
};

const placeAt = (text: string, offset: number): Place => {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
};

const lineOf = (text: string): Line => {
  const content = text.trimStart();
  return { text, indent: text.length - content.length, isBlank: content === "" || content.startsWith("#") };
};

const yamlPlace = (text: string, tokens: readonly Token[]): Place => {
  const lines = text.split("\n").map(lineOf);
  const first = contentAfter(lines, -1);
  if (!first) return { line: 0, column: 0 };
  let found = first;
  let node: Place | undefined = first;
  for (const token of tokens) {
    const child: Child | undefined = node && (typeof token === "number" ? itemOf(lines, node, token) : valueOf(lines, node, token));
    if (!child) break;
    found = child.at;
    node = child.node;
  }
  return found;
};

/** Where a child stands for people, and where its own content starts. */
interface Child { readonly at: Place; readonly node: Place | undefined }

/** The first line after `line` that holds content. */
const contentAfter = (lines: readonly Line[], line: number): Place | undefined => {
  for (let next = line + 1; next < lines.length; next++) {
    const { indent, isBlank } = lines[next] ?? { indent: 0, isBlank: true };
    if (!isBlank) return { line: next, column: indent };
  }
  return undefined;
};

/** The lines of a collection whose first entry is at `start`, from there to its end: where its entries stand. */
function* entriesOf(lines: readonly Line[], start: Place): Generator<Place> {
  yield start;
  for (let line = start.line + 1; line < lines.length; line++) {
    const { indent, isBlank } = lines[line] ?? { indent: 0, isBlank: true };
    if (isBlank || indent > start.column) continue;
    if (indent < start.column) return;
    yield { line, column: indent };
  }
}

const contentAt = (lines: readonly Line[], { line, column }: Place): string => (lines[line]?.text ?? "").slice(column);

const dash = /^-(?: +|$)/;

const itemOf = (lines: readonly Line[], start: Place, position: number): Child | undefined => {
  let left = position;
  for (const entry of entriesOf(lines, start)) {
    const mark = dash.exec(contentAt(lines, entry));
    if (!mark) return undefined;
    if (left-- > 0) continue;
    const node = contentBehind(lines, entry, mark[0].length);
    return { at: node ?? entry, node };
  }
  return undefined;
};

const valueOf = (lines: readonly Line[], start: Place, key: string): Child | undefined => {
  if (dash.test(contentAt(lines, start))) return undefined;
  for (const entry of entriesOf(lines, start)) {
    const content = contentAt(lines, entry);
    // Dashes among the keys belong to the list of the key before them, which need not be indented.
    const length = keyLength(content, key);
    if (length > 0) return { at: entry, node: contentBehind(lines, entry, length) };
  }
  return undefined;
};

/** How long `key:` is at the start of the content, 0 when it is another key. */
const keyLength = (content: string, key: string): number => {
  const written = [key, `"${key}"`, `'${key}'`].find((one) => content.startsWith(one));
  const colon = written === undefined ? undefined : /^ *:(?: +|$)/.exec(content.slice(written.length));
  return written === undefined || !colon ? 0 : written.length + colon[0].length;
};

/** A comment, or an anchor or tag that stands before a collection. */
const mark = /^(?:#.*|[&!]\S*(?: +[&!]\S*)* *(?:#.*)?)?$/;

/** Where the content behind a key or dash starts: on its line, else on the next when that belongs to it. */
const contentBehind = (lines: readonly Line[], entry: Place, length: number): Place | undefined => {
  const same = { line: entry.line, column: entry.column + length };
  if (!mark.test(contentAt(lines, same))) return same;
  const next = contentAfter(lines, entry.line);
  if (!next) return undefined;
  const isItem = dash.test(contentAt(lines, next)) && !dash.test(contentAt(lines, entry));
  return next.column > entry.column || (next.column === entry.column && isItem) ? next : undefined;
};
