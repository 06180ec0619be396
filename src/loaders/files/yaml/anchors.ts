/** Anchors and aliases on values, in their simple form: no alias below an anchor, and not many of them. */
import { type Cursor, leaveLine, outsideSubset, SPACE } from "./cursor.ts";

/** Characters that aliases may stand for in one document, at most. */
const MOST_ALIASED = 16 * 1024 * 1024;

/** The end of the name behind the `&` or `*` at `at`. */
export const nameEnd = ({ text, lineEnd }: Cursor, at: number): number => {
  let end = at + 1;
  while (end < lineEnd && text.charCodeAt(end) !== SPACE) end++;
  if (end === at + 1 || !/^[\w-]+$/.test(text.slice(at + 1, end))) throw outsideSubset;
  return end;
};

/** Reads the value behind an anchor and keeps it under the anchor's name. */
export const anchored = (cursor: Cursor, name: string, read: () => unknown): unknown => {
  cursor.anchoring++;
  const value = read();
  cursor.anchoring--;
  cursor.anchors ??= new Map();
  cursor.anchors.set(name, value);
  return value;
};

/** What the alias at `at` stands for: the same value, by reference. */
export const aliasValue = (cursor: Cursor, at: number, indent: number): unknown => {
  const end = nameEnd(cursor, at);
  const name = cursor.text.slice(at + 1, end);
  if (cursor.anchoring > 0 || !cursor.anchors?.has(name)) throw outsideSubset;
  if (++cursor.aliases * (cursor.end - cursor.start) > MOST_ALIASED) throw outsideSubset;
  leaveLine(cursor, end, indent);
  return cursor.anchors.get(name);
};
