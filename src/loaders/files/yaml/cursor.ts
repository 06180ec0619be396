/** Walks the lines of one document that have content; blank lines and whole-line comments are passed over. */
export interface Cursor {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where the line after the current one starts. */
  next: number;
  /** The column of the current line's first character, -1 when there is no further line. */
  indent: number;
  /** Where the current line's content starts and ends. */
  at: number;
  lineEnd: number;
  depth: number;
  /** What anchors stand for; made when the first one is met. */
  anchors: Map<string, unknown> | undefined;
  /** How many anchors are open here: an alias below one could multiply without end. */
  anchoring: number;
  aliases: number;
}

/**
 * Thrown by the fast parser when it meets anything outside its subset, valid or not; the document is then read by
 * the full parser. One value, made once: a stack trace for each would cost more than the document.
 */
export const outsideSubset: Error = new Error("outside the subset of the fast YAML parser");

export const TAB = 9;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const APOSTROPHE = 39;
export const DASH = 45;
export const COLON = 58;
const DOT = 46;

export const cursorOn = (text: string, start: number, end: number): Cursor => {
  const cursor: Cursor = { text, start, end, next: start, indent: -1, at: start, lineEnd: start, depth: 0, anchors: undefined, anchoring: 0, aliases: 0 };
  nextLine(cursor);
  return cursor;
};

/** The end of the line that starts or continues at `from`, without its line break. */
export const endOfLine = (cursor: Cursor, from: number): number => {
  const found = cursor.text.indexOf("\n", from);
  return found < 0 || found > cursor.end ? cursor.end : found;
};

/** The first position at or after `from` that is not a space. */
export const skipSpaces = (text: string, from: number, end: number): number => {
  let i = from;
  while (i < end && text.charCodeAt(i) === SPACE) i++;
  return i;
};

/** The end of text[from, to) without trailing spaces. */
export const trimSpaces = (text: string, from: number, to: number): number => {
  let end = to;
  while (end > from && text.charCodeAt(end - 1) === SPACE) end--;
  return end;
};

/** `---` and `...`: documents arrive here without them, so these are for the full parser to explain. */
const isMarker = (text: string, at: number, first: number): boolean =>
  (first === DASH || first === DOT) && text.charCodeAt(at + 1) === first && text.charCodeAt(at + 2) === first;

/** Moves to the next line with content. */
export const nextLine = (cursor: Cursor): void => {
  const { text, end } = cursor;
  let start = cursor.next;
  while (start < end) {
    const lineEnd = endOfLine(cursor, start);
    const at = skipSpaces(text, start, lineEnd);
    const first = at < lineEnd ? text.charCodeAt(at) : HASH;
    if (first === TAB || (at === start && isMarker(text, at, first))) throw outsideSubset;
    if (first !== HASH) {
      cursor.indent = at - start;
      cursor.at = at;
      cursor.lineEnd = lineEnd;
      cursor.next = lineEnd + 1;
      return;
    }
    start = lineEnd + 1;
  }
  cursor.indent = -1;
  cursor.next = end;
};

/** Leaves a line whose content is read up to `from`: nothing but a comment may follow, and no deeper line. */
export const leaveLine = (cursor: Cursor, from: number, indent: number): void => {
  const { text, lineEnd } = cursor;
  const rest = skipSpaces(text, from, lineEnd);
  if (rest < lineEnd && (rest === from || text.charCodeAt(rest) !== HASH)) throw outsideSubset;
  nextLine(cursor);
  if (cursor.indent > indent) throw outsideSubset;
};
