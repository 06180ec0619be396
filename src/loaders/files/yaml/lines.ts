/** Scalars that go over several lines without quotes: literal and folded blocks, and plain text that was wrapped. */
import { COLON, type Cursor, DASH, endOfLine, HASH, nextLine, outsideSubset, skipSpaces, SPACE, TAB, trimSpaces } from "./cursor.ts";

const header = /^([|>])(?:([1-9])([-+]?)|([-+]?)([1-9]?)) *$/;

/** `|` and `>` blocks. `indent` is the column of the mapping or sequence that holds the value. */
export const blockScalar = (cursor: Cursor, at: number, indent: number): string => {
  const parts = header.exec(cursor.text.slice(at, cursor.lineEnd));
  if (!parts) throw outsideSubset;
  const given = parts[2] ?? parts[5];
  const lines = blockLines(cursor, indent, given ? indent + Number(given) : -1);
  let blanks = 0;
  while (lines.length > 0 && lines.at(-1) === "") {
    lines.pop();
    blanks++;
  }
  nextLine(cursor);
  if (cursor.indent > indent) throw outsideSubset;
  const body = parts[1] === "|" ? lines.join("\n") : fold(lines);
  const chomp = parts[3] ?? parts[4] ?? "";
  if (chomp === "-") return body;
  if (chomp === "+") return body + "\n".repeat(blanks + (lines.length > 0 ? 1 : 0));
  return lines.length > 0 ? `${body}\n` : "";
};

/** The block's lines without their indentation; `column` is where they start, -1 for where the first one does. */
const blockLines = (cursor: Cursor, indent: number, column: number): string[] => {
  const { text, end } = cursor;
  const lines: string[] = [];
  let base = column;
  let widestBlank = 0;
  let content = 0;
  while (cursor.next < end) {
    const start = cursor.next;
    const lineEnd = endOfLine(cursor, start);
    const at = skipSpaces(text, start, lineEnd);
    const width = at - start;
    if (at === lineEnd) {
      // Spaces after the last line break are no line.
      if (lineEnd === end && width > 0) throw outsideSubset;
      widestBlank = Math.max(widestBlank, width);
      lines.push(base >= 0 && width > base ? text.slice(start + base, lineEnd) : "");
    } else {
      if (text.charCodeAt(at) === TAB && (base < 0 || width < base)) throw outsideSubset;
      if (width <= indent) break;
      if (base < 0) {
        base = width;
        if (widestBlank > base) throw outsideSubset;
      }
      if (width < base) throw outsideSubset;
      lines.push(text.slice(start + base, lineEnd));
      content = lines.length;
    }
    cursor.next = lineEnd + 1;
  }
  // Parsers differ on lines of nothing but spaces at the end of a block, and on blocks of nothing else.
  if ((base < 0 && widestBlank > 0) || lines.slice(content).some((line) => line !== "")) throw outsideSubset;
  return lines;
};

/** Folds the lines of a `>` block; more-indented lines, which keep their breaks, are left to the full parser. */
const fold = (lines: readonly string[]): string => {
  let out = "";
  let blanks = 0;
  let started = false;
  for (const line of lines) {
    if (line === "") {
      blanks++;
      continue;
    }
    const first = line.charCodeAt(0);
    if (first === SPACE || first === TAB) throw outsideSubset;
    out += !started ? "\n".repeat(blanks) : blanks === 0 ? " " : "\n".repeat(blanks);
    out += line;
    blanks = 0;
    started = true;
  }
  return out;
};

/** Where plain text that starts at `from` ends: before a comment or trailing spaces. Refuses what is no plain text. */
export const plainEnd = (text: string, from: number, to: number): number => {
  const end = trimSpaces(text, from, to);
  for (let i = from; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === COLON) {
      if (i + 1 === end || text.charCodeAt(i + 1) === SPACE || text.charCodeAt(i + 1) === TAB) throw outsideSubset;
    } else if (c === HASH) {
      if (i > from && text.charCodeAt(i - 1) === SPACE) return trimSpaces(text, from, i);
    } else if (c === TAB) throw outsideSubset;
  }
  return end;
};

/** What follows plain text whose first line is `first`: the text with all its further, deeper lines folded into it. */
export const continued = (cursor: Cursor, first: string, indent: number): string => {
  const { text, end } = cursor;
  let out = first;
  let blanks = 0;
  while (cursor.next < end) {
    const start = cursor.next;
    const lineEnd = endOfLine(cursor, start);
    const at = skipSpaces(text, start, lineEnd);
    if (at === lineEnd) blanks++;
    else {
      if (at - start <= indent) break;
      const c = text.charCodeAt(at);
      if (c === HASH || c === TAB) throw outsideSubset;
      const stop = plainEnd(text, at, lineEnd);
      if (stop < trimSpaces(text, at, lineEnd)) throw outsideSubset;
      out += (blanks === 0 ? " " : "\n".repeat(blanks)) + text.slice(at, stop);
      blanks = 0;
    }
    cursor.next = lineEnd + 1;
  }
  nextLine(cursor);
  return out;
};

/** Whether a plain scalar may not start with this character, followed by `next` (NaN at the end of the line). */
export const isIndicator = (c: number, next: number): boolean =>
  indicators.has(c) || ((c === DASH || c === COLON || c === QUESTION) && (Number.isNaN(next) || next === SPACE || next === TAB || next === NEWLINE));

const QUESTION = 63;
const NEWLINE = 10;
const indicators: ReadonlySet<number> = new Set(",[]{}#&*!|>'\"%@`".split("").map((character) => character.charCodeAt(0)));
