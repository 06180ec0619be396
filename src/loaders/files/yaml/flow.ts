/** Flow collections that stand on one line: `[80, 443]`, `{app: web}`. */
import { APOSTROPHE, COLON, type Cursor, HASH, outsideSubset, QUOTE, skipSpaces, SPACE, TAB, trimSpaces } from "./cursor.ts";
import { isIndicator } from "./lines.ts";
import { isNotJson, plainKey, plainValue } from "./plain.ts";
import { closingQuote, unquote } from "./quoted.ts";

const COMMA = 44;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;
const DEEPEST = 16;

interface Flow { readonly text: string; readonly end: number; at: number; depth: number }

export const isFlow = (c: number): boolean => c === OPEN_LIST || c === OPEN_MAP;

/** The collection that opens at `at` on the cursor's line, and where it ends. */
export const flowValue = (cursor: Cursor, at: number): { readonly value: unknown; readonly end: number } => {
  const flow: Flow = { text: cursor.text, end: cursor.lineEnd, at, depth: 0 };
  const value = collection(flow);
  return { value, end: flow.at };
};

const peek = (flow: Flow): number => {
  flow.at = skipSpaces(flow.text, flow.at, flow.end);
  if (flow.at >= flow.end) throw outsideSubset;
  return flow.text.charCodeAt(flow.at);
};

const collection = (flow: Flow): unknown => {
  if (++flow.depth > DEEPEST) throw outsideSubset;
  const value = flow.text.charCodeAt(flow.at) === OPEN_LIST ? list(flow) : map(flow);
  flow.depth--;
  return value;
};

const list = (flow: Flow): unknown[] => {
  const out: unknown[] = [];
  flow.at++;
  if (peek(flow) === CLOSE_LIST) return close(flow, out);
  for (;;) {
    out.push(item(flow));
    const c = peek(flow);
    if (c === CLOSE_LIST) return close(flow, out);
    if (c !== COMMA) throw outsideSubset;
    flow.at++;
    peek(flow);
  }
};

const map = (flow: Flow): Record<string, unknown> => {
  const out: Record<string, unknown> = {};
  flow.at++;
  if (peek(flow) === CLOSE_MAP) return close(flow, out);
  for (;;) {
    const key = mapKey(flow);
    if (key === "" || out[key] !== undefined) throw outsideSubset;
    peek(flow);
    out[key] = item(flow);
    const c = peek(flow);
    if (c === CLOSE_MAP) return close(flow, out);
    if (c !== COMMA) throw outsideSubset;
    flow.at++;
    peek(flow);
  }
};

const close = <T>(flow: Flow, value: T): T => {
  flow.at++;
  return value;
};

const mapKey = (flow: Flow): string => {
  const c = peek(flow);
  const quoted = c === QUOTE || c === APOSTROPHE;
  const key = quoted ? quotedItem(flow) : plainKey(plainText(flow));
  if (key === undefined || key === "<<" || peek(flow) !== COLON) throw outsideSubset;
  flow.at++;
  if (!quoted && flow.text.charCodeAt(flow.at) !== SPACE) throw outsideSubset;
  return key;
};

const item = (flow: Flow): unknown => {
  const c = peek(flow);
  if (isFlow(c)) return collection(flow);
  if (c === QUOTE || c === APOSTROPHE) return quotedItem(flow);
  const text = plainText(flow);
  if (isNotJson(text)) throw outsideSubset;
  return plainValue(text);
};

const quotedItem = (flow: Flow): string => {
  const end = closingQuote(flow.text, flow.at, flow.end);
  if (end < 0) throw outsideSubset;
  const value = unquote(flow.text, flow.at, end, 0);
  flow.at = end + 1;
  return value;
};

/** Plain text up to the character that ends it here. */
const plainText = (flow: Flow): string => {
  const { text, at } = flow;
  if (isIndicator(text.charCodeAt(at), text.charCodeAt(at + 1))) throw outsideSubset;
  let i = at;
  for (; i < flow.end; i++) {
    const c = text.charCodeAt(i);
    if (c === COMMA || c === CLOSE_LIST || c === CLOSE_MAP) break;
    if (c === COLON && text.charCodeAt(i + 1) === SPACE) break;
    if (isUnclear(text, i, c)) throw outsideSubset;
  }
  flow.at = i;
  return text.slice(at, trimSpaces(text, at, i));
};

const isUnclear = (text: string, i: number, c: number): boolean =>
  isFlow(c) || c === TAB || (c === COLON && !/[\w/]/.test(text.charAt(i + 1))) || (c === HASH && text.charCodeAt(i - 1) === SPACE);
