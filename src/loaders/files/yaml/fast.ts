/**
 * A fast parser for YAML as kubectl, Helm, Kustomize and people write manifests: block mappings and sequences, every
 * kind of scalar, flow collections on one line. Whatever else a document holds (anchors, tags, a repeated key, an
 * error), it gives up on that document and the full parser reads it; what it accepts, it reads as that one does.
 */
import { aliasValue, anchored, nameEnd } from "./anchors.ts";
import {
  APOSTROPHE, COLON, type Cursor, cursorOn, DASH, HASH, leaveLine, nextLine, outsideSubset, QUOTE, skipSpaces, SPACE, TAB, trimSpaces,
} from "./cursor.ts";
import { flowValue, isFlow } from "./flow.ts";
import { blockScalar, continued, isIndicator, plainEnd } from "./lines.ts";
import { isNotJson, plainKey, plainValue } from "./plain.ts";
import { closingQuote, quotedValue, unquote } from "./quoted.ts";

const DEEPEST = 64;
/** YAML allows 1,024 characters for a key without `?`. */
const LONGEST_KEY = 1000;
const LITERAL = 124;
const FOLDED = 62;
const ANCHOR = 38;
const ALIAS = 42;

/** Given up: the full parser has to read it. */
export const unread: unique symbol = Symbol("unread");

/** Reads text[start, end), one document without its separator. A document without content is undefined. */
export const parseFast = (text: string, start: number, end: number): unknown => {
  try {
    const cursor = cursorOn(text, start, end);
    if (cursor.indent < 0) return undefined;
    const value = node(cursor);
    return cursor.indent >= 0 ? unread : value;
  } catch (error) {
    if (error === outsideSubset) return unread;
    throw error;
  }
};

const isItem = (cursor: Cursor): boolean => isDash(cursor, cursor.at);

const isDash = ({ text, lineEnd }: Cursor, at: number): boolean =>
  text.charCodeAt(at) === DASH && (at + 1 === lineEnd || text.charCodeAt(at + 1) === SPACE);

const node = (cursor: Cursor): unknown => {
  if (++cursor.depth > DEEPEST) throw outsideSubset;
  const value = isItem(cursor) ? sequence(cursor, cursor.indent) : mapping(cursor, cursor.indent);
  cursor.depth--;
  return value;
};

const sequence = (cursor: Cursor, indent: number): unknown[] => {
  const items: unknown[] = [];
  while (cursor.indent === indent && isItem(cursor)) items.push(item(cursor, indent));
  if (cursor.indent > indent) throw outsideSubset;
  return items;
};

const item = (cursor: Cursor, indent: number): unknown => {
  const { text, lineEnd } = cursor;
  const at = skipSpaces(text, cursor.at + 1, lineEnd);
  if (at >= lineEnd || text.charCodeAt(at) === HASH) {
    nextLine(cursor);
    return cursor.indent > indent ? node(cursor) : null;
  }
  if (!isDash(cursor, at) && keyEnd(cursor, at) < 0) return value(cursor, at, indent);
  // A mapping or sequence that starts on the line of its dash: its column is where it stands.
  cursor.indent += at - cursor.at;
  cursor.at = at;
  return node(cursor);
};

const mapping = (cursor: Cursor, indent: number): Record<string, unknown> => {
  const out: Record<string, unknown> = {};
  while (cursor.indent === indent && !isItem(cursor)) {
    const colon = keyEnd(cursor, cursor.at);
    if (colon < 0 || colon - cursor.at > LONGEST_KEY) throw outsideSubset;
    const key = keyText(cursor, colon);
    // Also true for `constructor` and its like, which then take the slow way.
    if (out[key] !== undefined || key === "<<") throw outsideSubset;
    out[key] = mapped(cursor, colon, indent);
  }
  if (cursor.indent > indent) throw outsideSubset;
  return out;
};

const mapped = (cursor: Cursor, colon: number, indent: number): unknown => {
  const { text, lineEnd } = cursor;
  const at = skipSpaces(text, colon + 1, lineEnd);
  if (at < lineEnd && text.charCodeAt(at) !== HASH) return value(cursor, at, indent);
  nextLine(cursor);
  if (cursor.indent > indent) return node(cursor);
  // The one place where a sequence need not be indented.
  return cursor.indent === indent && isItem(cursor) ? sequence(cursor, indent) : null;
};

/** Where the colon after the key at `at` is, -1 when there is no key. */
const keyEnd = (cursor: Cursor, at: number): number => {
  const { text, lineEnd } = cursor;
  const c = text.charCodeAt(at);
  if (c === QUOTE || c === APOSTROPHE) {
    const close = closingQuote(text, at, lineEnd);
    return close >= 0 && isColon(text, close + 1, lineEnd) ? close + 1 : -1;
  }
  if (isIndicator(c, text.charCodeAt(at + 1))) return -1;
  for (let i = at; i < lineEnd; i++) {
    const d = text.charCodeAt(i);
    if (d === COLON) {
      if (isColon(text, i, lineEnd)) return i;
    } else if (d === TAB || (d === HASH && text.charCodeAt(i - 1) === SPACE)) return -1;
  }
  return -1;
};

const isColon = (text: string, at: number, end: number): boolean =>
  text.charCodeAt(at) === COLON && (at + 1 === end || text.charCodeAt(at + 1) === SPACE);

const keyText = (cursor: Cursor, colon: number): string => {
  const { text, at } = cursor;
  const c = text.charCodeAt(at);
  if (c === QUOTE || c === APOSTROPHE) return unquote(text, at, colon - 1, 0);
  const key = plainKey(text.slice(at, trimSpaces(text, at, colon)));
  if (key === undefined) throw outsideSubset;
  return key;
};

/** The value that starts at `at` on the cursor's line, inside a collection at column `indent`. */
const value = (cursor: Cursor, at: number, indent: number): unknown => {
  const { text, lineEnd } = cursor;
  const c = text.charCodeAt(at);
  if (c === QUOTE || c === APOSTROPHE) return quotedValue(cursor, at, indent);
  if (c === LITERAL || c === FOLDED) return blockScalar(cursor, at, indent);
  if (isFlow(c)) {
    const flow = flowValue(cursor, at);
    leaveLine(cursor, flow.end, indent);
    return flow.value;
  }
  if (c === ANCHOR) return anchorValue(cursor, at, indent);
  if (c === ALIAS) return aliasValue(cursor, at, indent);
  if (isIndicator(c, text.charCodeAt(at + 1))) throw outsideSubset;
  return plain(cursor, at, plainEnd(text, at, lineEnd), indent);
};

const anchorValue = (cursor: Cursor, at: number, indent: number): unknown => {
  const end = nameEnd(cursor, at);
  const content = skipSpaces(cursor.text, end, cursor.lineEnd);
  return anchored(cursor, cursor.text.slice(at + 1, end), () => {
    // The anchor of a key, or a second mark, is left to the full parser.
    if (content < cursor.lineEnd) {
      const c = cursor.text.charCodeAt(content);
      if (keyEnd(cursor, content) >= 0 || c === HASH || c === ANCHOR) throw outsideSubset;
      return value(cursor, content, indent);
    }
    nextLine(cursor);
    if (cursor.indent <= indent) throw outsideSubset;
    return node(cursor);
  });
};

const plain = (cursor: Cursor, at: number, stop: number, indent: number): unknown => {
  const text = cursor.text.slice(at, stop);
  const commented = stop < trimSpaces(cursor.text, at, cursor.lineEnd);
  const next = cursor.next;
  nextLine(cursor);
  if (cursor.indent > indent) {
    if (commented) throw outsideSubset;
    cursor.next = next;
    return continued(cursor, text, indent);
  }
  if (isNotJson(text)) throw outsideSubset;
  return plainValue(text);
};
