/**
 * Finds the line and column of a field in the text that an object was read from. It follows keys and dashes by their
 * indentation, as manifests are written; where a document is written in another style it ends at the last field found.
 */
import type { Origin } from "./collect.ts";

type Token = string | number;

/** `spec.rules[0].host` and `metadata.annotations["a.b/c"]` as keys and positions. */
const tokensOf = (path: string): readonly Token[] =>
  [...path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, position, key]) => quoted ?? (position === undefined ? (key ?? "") : Number(position)));

/** A key, or where the content of a document or of an item starts; both counted from 0. */
interface Place { readonly line: number; readonly column: number; readonly isKey: boolean }

const LINE = /^( *)(.*)$/;
const isBlank = (content: string): boolean => content === "" || content.startsWith("#");

/** `shop.yaml:12:7`: of the deepest field of the path that was found; of the object when none was. */
export const placeOf = ({ file, unit }: Origin, path: string): string => {
  const lines = unit.text.slice(unit.start, unit.end).split("\n");
  const first = lines.findIndex((line) => !isBlank(line.trim()) && !line.startsWith("---"));
  let place: Place = { line: Math.max(first, 0), column: unit.form === "items" ? (/^ *- */.exec(lines[Math.max(first, 0)] ?? "")?.[0].length ?? 0) : indentOf(lines[first] ?? ""), isKey: false };
  for (const token of unit.json ? [] : tokensOf(path)) {
    const next = typeof token === "number" ? itemAt(lines, place, token) : keyAt(lines, place, token);
    if (!next) break;
    place = next;
  }
  const column = place.line === 0 ? place.column + unit.column : place.column + 1;
  return `${file}:${unit.line + place.line}:${column}`;
};

const indentOf = (line: string): number => LINE.exec(line)?.[1]?.length ?? 0;

/** The line of a key among the keys that stand at the place's column. */
const keyAt = (lines: readonly string[], from: Place, key: string): Place | undefined => {
  const start = childrenOf(lines, from);
  if (!start) return undefined;
  for (let line = start.line; line < lines.length; line++) {
    const text = lines[line] ?? "";
    const content = line === start.line ? text.slice(start.column) : text.trimStart();
    const indent = line === start.line ? start.column : indentOf(text);
    if (isBlank(content)) continue;
    if (indent < start.column) return undefined;
    if (indent === start.column && startsWithKey(content, key)) return { line, column: indent, isKey: true };
  }
  return undefined;
};

const startsWithKey = (content: string, key: string): boolean =>
  [key, `"${key}"`, `'${key}'`].some((written) => content.startsWith(`${written}:`));

/** The content of the n-th dash below a key. */
const itemAt = (lines: readonly string[], from: Place, position: number): Place | undefined => {
  const start = childrenOf(lines, from);
  let left = position;
  for (let line = start?.line ?? lines.length; start && line < lines.length; line++) {
    const text = lines[line] ?? "";
    const content = text.trimStart();
    if (isBlank(content)) continue;
    const indent = indentOf(text);
    if (indent < start.column || (indent === start.column && !content.startsWith("-"))) return undefined;
    if (indent === start.column && left-- === 0) return { line, column: indent + (/^- */.exec(content)?.[0].length ?? 1), isKey: false };
  }
  return undefined;
};

/** Where what belongs to a place starts; undefined where a key's value stands on its own line or is absent. */
const childrenOf = (lines: readonly string[], place: Place): Place | undefined => {
  if (!place.isKey) return place;
  for (let line = place.line + 1; line < lines.length; line++) {
    const text = lines[line] ?? "";
    if (isBlank(text.trim())) continue;
    const column = indentOf(text);
    // A sequence may stand at the column of its key.
    const isBelow = column > place.column || (column === place.column && text.trimStart().startsWith("-"));
    return isBelow ? { line, column, isKey: false } : undefined;
  }
  return undefined;
};
