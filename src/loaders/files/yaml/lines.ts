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
  return body + lineBreaksAfter(parts[3] ?? parts[4], lines.length > 0, blanks);
};

/** What `-`, `+` and neither make of the line break after the last line and of the blank lines behind it. */
const lineBreaksAfter = (chomping: string | undefined, hasLines: boolean, blanks: number): string => {
  if (chomping === "-") return "";
  const own = hasLines ? "\n" : "";
  return chomping === "+" ? own + "\n".repeat(blanks) : own;
};

interface Block {
  /** The column of the collection that holds the block: lines up to it are outside. */
  readonly indent: number;
  readonly lines: string[];
  /** Where the content of a line starts, -1 until its first line tells. */
  base: number;
  widestBlank: number;
  /** How many lines there are up to the last one that is not blank. */
  filled: number;
}

/** The block's lines without their indentation; `column` is where they start, -1 for where the first one does. */
const blockLines = (cursor: Cursor, indent: number, column: number): string[] => {
  const block: Block = { indent, lines: [], base: column, widestBlank: 0, filled: 0 };
  while (cursor.next < cursor.end) {
    const lineEnd = endOfLine(cursor, cursor.next);
    const at = skipSpaces(cursor.text, cursor.next, lineEnd);
    if (at === lineEnd) blankLine(cursor, block, lineEnd);
    else if (!filledLine(cursor, block, at, lineEnd)) break;
    cursor.next = lineEnd + 1;
  }
  // Parsers differ on lines of nothing but spaces at the end of a block, and on blocks of nothing else.
  const unclear = block.base < 0 ? block.widestBlank > 0 : block.lines.slice(block.filled).some((line) => line !== "");
  if (unclear) throw outsideSubset;
  return block.lines;
};

const blankLine = ({ text, next, end }: Cursor, block: Block, lineEnd: number): void => {
  const width = lineEnd - next;
  // Spaces after the last line break are no line.
  if (lineEnd === end && width > 0) throw outsideSubset;
  block.widestBlank = Math.max(block.widestBlank, width);
  block.lines.push(block.base >= 0 && width > block.base ? text.slice(next + block.base, lineEnd) : "");
};

/** False for a line that is outside the block. */
const filledLine = (cursor: Cursor, block: Block, at: number, lineEnd: number): boolean => {
  const { text, next } = cursor;
  const width = at - next;
  if (text.charCodeAt(at) === TAB && (block.base < 0 || width < block.base)) throw outsideSubset;
  if (width <= block.indent) return false;
  if (block.base < 0) {
    if (block.widestBlank > width) throw outsideSubset;
    block.base = width;
  }
  if (width < block.base) throw outsideSubset;
  block.filled = block.lines.push(text.slice(next + block.base, lineEnd));
  return true;
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
