/**
 * Cuts text into what is parsed at one time: documents, as kubectl separates them (`---` lines in YAML, one object
 * after another in JSON), and of a list its items one by one, so that a dump of a whole cluster never has to be in
 * memory and a broken item costs only itself.
 */
import { endOfJson, startOfItems } from "./json.ts";

export interface Unit {
  /** `items`: a YAML sequence; `item`: one JSON value; `list`: what the list says beside its items, after them. */
  readonly form: "document" | "items" | "item" | "list" | "problem";
  readonly json: boolean;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of the start, counted from 1. */
  readonly line: number;
  readonly column: number;
  /** Which document of the file this is or belongs to, counted from 0. */
  readonly document: number;
  /** What stands before the items of the list that this is part of. */
  readonly head?: string;
  /** Set for a problem. */
  readonly message?: string;
}

interface OpenList { readonly json: boolean; readonly head: string; readonly marker: string; readonly line: number }

interface Window {
  text: string;
  last: boolean;
  at: number;
  units: Unit[];
  /** The next separator at or after `at`, as far as it is known for this text; see separatorFrom. */
  separator: number;
  items: number;
  line: number;
  /** Where the current line starts in this text: before it, when the window starts in the middle of a line. */
  lineStart: number;
  document: number;
  list: OpenList | undefined;
}

export type Cut = (text: string, last: boolean) => { readonly units: readonly Unit[]; readonly taken: number };

/** Cuts the texts of one file; each text starts where the last one was left. */
export const unitCutter = (): Cut => {
  const window: Window = { text: "", last: false, at: 0, units: [], separator: -1, items: -1, line: 1, lineStart: 0, document: 0, list: undefined };
  return (text, last) => {
    Object.assign(window, { text, last, at: 0, units: [], separator: -1, items: -1 });
    while (window.at < text.length && step(window));
    if (last && window.list) push(window, { form: "problem", message: "the file ends in the middle of a list" });
    window.lineStart -= window.at;
    return { units: window.units, taken: window.at };
  };
};

/** Takes one unit or separator; false when the window ends before it does. */
const step = (window: Window): boolean =>
  window.list ? (window.list.json ? jsonItem(window) : yamlItem(window)) : documentStart(window);

const push = (window: Window, unit: Partial<Unit> & Pick<Unit, "form">): void => {
  const { text, at, line, lineStart, document } = window;
  window.units.push({ json: false, text, start: at, end: at, line, column: at - lineStart + 1, document, ...unit });
};

const advance = (window: Window, to: number): true => {
  const { text } = window;
  for (let at = text.indexOf("\n", window.at); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) {
    window.line++;
    window.lineStart = at + 1;
  }
  window.at = to;
  return true;
};

const content = /[^\s]/g;

const skipWhitespace = (text: string, from: number): number => {
  content.lastIndex = from;
  return content.test(text) ? content.lastIndex - 1 : text.length;
};

const documentStart = (window: Window): boolean => {
  const { text, last } = window;
  const first = skipWhitespace(text, window.at);
  if (first === text.length) return last && advance(window, first);
  if (text.charAt(first) === "{") return jsonDocument(window, first);
  const lineStart = text.lastIndexOf("\n", first) + 1;
  advance(window, Math.max(lineStart, window.at));
  return text.startsWith("---", window.at) ? separatorLine(window) : yamlDocument(window);
};

const separatorLine = (window: Window): boolean => {
  const { text, at, last } = window;
  const end = text.indexOf("\n", at);
  if (end < 0 && !last) return false;
  const after = text.slice(at + 3, end < 0 ? text.length : end).trim();
  if (after !== "" && !after.startsWith("#")) {
    push(window, { form: "problem", message: "kubectl takes nothing but a comment after --- on the same line; start the document on the next line" });
  }
  return advance(window, end < 0 ? text.length : end + 1);
};

/** Beyond any text. A position that once was Infinity would make some engines do all arithmetic with it in floating point. */
const NONE = 0x7fffffff;

/** Looks each stretch of text up once only: a search that finds nothing goes to the end of the window. */
const separatorFrom = (window: Window): number => {
  if (window.separator < window.at) {
    const found = window.text.indexOf("\n---", Math.max(window.at - 1, 0));
    window.separator = found < 0 ? NONE : found + 1;
  }
  return window.separator;
};

const itemsFrom = (window: Window): number => {
  if (window.items < window.at) {
    if (window.text.startsWith("items:\n", window.at)) return window.at;
    const found = window.text.indexOf("\nitems:\n", window.at);
    window.items = found < 0 ? NONE : found + 1;
  }
  return window.items;
};

/** Where the current document ends, undefined when that is not in the window. */
const documentEnd = (window: Window): number | undefined => {
  const separator = separatorFrom(window);
  return separator < NONE ? separator : window.last ? window.text.length : undefined;
};

/** A list whose end is further away than this is taken apart while it is read; a shorter one can be looked at whole. */
const STREAMED = 512 * 1024;
const isStreamed = ({ text, at, last }: Window): boolean => !last && text.length - at >= STREAMED;

const yamlDocument = (window: Window): boolean => {
  const end = documentEnd(window);
  if (end === undefined && !isStreamed(window)) return false;
  const items = itemsFrom(window);
  if (items < (end ?? NONE) && openYamlList(window, items, end)) return true;
  if (end === undefined) return false;
  push(window, { form: "document", end });
  window.document++;
  return advance(window, end);
};

const firstItem = /(?:[ ]*(?:#.*)?\n)*( *)- /y;
const anchor = /[ \t]&\w/;

const openYamlList = (window: Window, items: number, end: number | undefined): boolean => {
  const { text, at, line } = window;
  firstItem.lastIndex = items + "items:\n".length;
  const found = firstItem.exec(text);
  // Items that share anchors are only read together; a list too long for that has to do without.
  if (!found || (end !== undefined && anchor.test(text.slice(at, end)))) return false;
  window.list = { json: false, head: text.slice(at, items), marker: `\n${found[1] ?? ""}- `, line };
  return advance(window, firstItem.lastIndex - 2 - (found[1] ?? "").length);
};

const yamlItem = (window: Window): boolean => {
  const { text, at, list } = window;
  if (!list) return false;
  const next = text.indexOf(list.marker, at);
  if (next >= 0 && next < separatorFrom(window)) {
    push(window, { form: "items", end: next + 1, head: list.head });
    return advance(window, next + 1);
  }
  const end = documentEnd(window);
  if (end === undefined) return false;
  const tail = tailOfList(text.slice(at, end), list.marker) + at;
  push(window, { form: "items", end: tail, head: list.head });
  endOfList(window, list, text.slice(tail, end));
  return advance(window, end);
};

/** Where the keys after the last item start: the first line that starts at the left edge and is no item. */
const tailOfList = (text: string, marker: string): number => {
  const found = text.slice(1).search(marker === "\n- " ? /^[^\s#-]/m : /^[^\s#]/m);
  return found < 0 ? text.length : found + 1;
};

const endOfList = (window: Window, list: OpenList, tail: string): void => {
  const text = list.head + tail;
  window.units.push({ form: "list", json: list.json, text, start: 0, end: text.length, line: list.line, column: 1, document: window.document });
  window.document++;
  window.list = undefined;
};

const jsonDocument = (window: Window, first: number): boolean => {
  const { text, last } = window;
  advance(window, first);
  const end = endOfJson(text, first);
  if (end >= 0 || last) {
    push(window, { form: "document", json: true, end: end >= 0 ? end : (documentEnd(window) ?? text.length) });
    window.document++;
    return advance(window, end >= 0 ? end : (documentEnd(window) ?? text.length));
  }
  const items = isStreamed(window) ? startOfItems(text, first) : -1;
  if (items < 0) return false;
  window.list = { json: true, head: text.slice(first, items), marker: "", line: window.line };
  return advance(window, items);
};

const separators = /[\s,]*/y;

const jsonItem = (window: Window): boolean => {
  const { text, last, list } = window;
  if (!list) return false;
  separators.lastIndex = window.at;
  separators.test(text);
  advance(window, separators.lastIndex);
  const first = text.charAt(window.at);
  if (first === "") return false;
  const end = endOfJson(text, window.at, first === "]" ? 2 : 0);
  if (end < 0) {
    if (!last) return false;
    push(window, { form: "problem", message: "the file ends in the middle of a list" });
    window.list = undefined;
    return advance(window, text.length);
  }
  if (first === "]") endOfList(window, list, text.slice(window.at, end));
  else push(window, { form: "item", json: true, end, head: list.head });
  return advance(window, end);
};
