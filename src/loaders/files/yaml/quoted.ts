/** Quoted scalars, over one line or several. */
import { APOSTROPHE, type Cursor, outsideSubset, QUOTE, skipSpaces, SPACE, TAB, leaveLine } from "./cursor.ts";

const BACKSLASH = 92;
const NEWLINE = 10;

/** Where the quote that opens at `open` closes. */
export const closingQuote = (text: string, open: number, end: number): number => {
  const quote = text.charCodeAt(open);
  for (let i = open + 1; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) {
      if (quote !== APOSTROPHE || i + 1 >= end || text.charCodeAt(i + 1) !== APOSTROPHE) return i;
      i++;
    } else if (c === BACKSLASH && quote === QUOTE) i++;
  }
  return -1;
};

/** The value between the quotes at `open` and `close`; `indent` is what further lines have to exceed. */
export const unquote = (text: string, open: number, close: number, indent: number): string => {
  const raw = text.slice(open + 1, close);
  if (text.charCodeAt(open) === APOSTROPHE) {
    const folded = raw.includes("\n") ? foldQuoted(raw, indent) : raw;
    return folded.includes("''") ? folded.replaceAll("''", "'") : folded;
  }
  if (!raw.includes("\\")) return raw.includes("\n") ? foldQuoted(raw, indent) : raw;
  return unescape(raw, indent);
};

/** A quoted block value starting at `open` on the cursor's line. */
export const quotedValue = (cursor: Cursor, open: number, indent: number): string => {
  const { text, lineEnd } = cursor;
  let close = closingQuote(text, open, lineEnd);
  if (close < 0) {
    close = closingQuote(text, open, cursor.end);
    if (close < 0) throw outsideSubset;
    const lineBreak = text.indexOf("\n", close);
    cursor.lineEnd = lineBreak < 0 || lineBreak > cursor.end ? cursor.end : lineBreak;
    cursor.next = cursor.lineEnd + 1;
  }
  const value = unquote(text, open, close, indent);
  leaveLine(cursor, close + 1, indent);
  return value;
};

/** One line break is a space, each further one a line break; whitespace around them goes. */
const foldQuoted = (raw: string, indent: number): string => {
  const lines = raw.split("\n");
  let out = (lines[0] ?? "").replace(/[ \t]+$/, "");
  let breaks = 0;
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] ?? "";
    const last = i === lines.length - 1;
    const content = skipSpaces(line, 0, line.length);
    if (line.charCodeAt(content) === TAB) throw outsideSubset;
    breaks++;
    if (content === line.length && !last) continue;
    if (content <= indent) throw outsideSubset;
    out += breaks === 1 ? " " : "\n".repeat(breaks - 1);
    out += last ? line.slice(content) : line.slice(content).replace(/[ \t]+$/, "");
    breaks = 0;
  }
  return out;
};

const escapes: Readonly<Record<string, string>> = {
  "0": "\0", a: "\x07", b: "\b", t: "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\x1b",
  " ": " ", '"': '"', "/": "/", "\\": "\\", N: "\x85", _: "\xa0", L: "\u2028", P: "\u2029",
};
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

interface Unescaping { readonly raw: string; readonly indent: number; at: number; out: string; /** Up to here, whitespace in `out` was written as an escape. */ kept: number }

const unescape = (raw: string, indent: number): string => {
  const state: Unescaping = { raw, indent, at: 0, out: "", kept: 0 };
  while (state.at < raw.length) {
    const c = raw.charCodeAt(state.at);
    if (c === BACKSLASH) escaped(state);
    else if (c === NEWLINE) lineBreaks(state);
    else {
      let end = state.at + 1;
      while (end < raw.length && raw.charCodeAt(end) !== BACKSLASH && raw.charCodeAt(end) !== NEWLINE) end++;
      state.out += raw.slice(state.at, end);
      state.at = end;
    }
  }
  return state.out;
};

const escaped = (state: Unescaping): void => {
  const letter = state.raw[state.at + 1] ?? "";
  if (letter === "\n") {
    // The line goes on without a space; its whitespace before the backslash counts.
    state.at = afterIndent(state, state.at + 2);
  } else if (hexLengths[letter] !== undefined) {
    const end = state.at + 2 + hexLengths[letter];
    const hex = state.raw.slice(state.at + 2, end);
    if (!/^[0-9a-fA-F]+$/.test(hex) || end > state.raw.length || Number.parseInt(hex, 16) > 0x10ffff) throw outsideSubset;
    state.out += letter === "u" ? String.fromCharCode(Number.parseInt(hex, 16)) : String.fromCodePoint(Number.parseInt(hex, 16));
    state.at = end;
  } else {
    const plain = escapes[letter];
    if (plain === undefined) throw outsideSubset;
    state.out += plain;
    state.at += 2;
  }
  state.kept = state.out.length;
};

const lineBreaks = (state: Unescaping): void => {
  let end = state.out.length;
  while (end > state.kept && isBlank(state.out.charCodeAt(end - 1))) end--;
  let breaks = 0;
  while (state.raw.charCodeAt(state.at) === NEWLINE) {
    breaks++;
    const content = skipSpaces(state.raw, state.at + 1, state.raw.length);
    if (state.raw.charCodeAt(content) !== NEWLINE) break;
    state.at = content;
  }
  state.at = afterIndent(state, state.at + 1);
  state.out = state.out.slice(0, end) + (breaks === 1 ? " " : "\n".repeat(breaks - 1));
  state.kept = state.out.length;
};

const isBlank = (c: number): boolean => c === SPACE || c === TAB;

const afterIndent = (state: Unescaping, from: number): number => {
  const content = skipSpaces(state.raw, from, state.raw.length);
  const c = state.raw.charCodeAt(content);
  if (c === TAB || c === NEWLINE || content - from <= state.indent) throw outsideSubset;
  return content;
};
