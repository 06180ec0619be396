/** Finding the ends of JSON values without reading them, so that a large list can be read item by item. */

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;

/** The position after the JSON text whose brackets are open `depth` deep at `from`; -1 when it does not end. */
export const endOfJson = (text: string, from: number, depth = 0): number => {
  let open = depth;
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) {
      i = endOfString(text, i);
      if (i < 0) return -1;
    } else if (c === OPEN_MAP || c === OPEN_LIST) open++;
    else if ((c === CLOSE_MAP || c === CLOSE_LIST) && --open === 0) return i + 1;
  }
  return -1;
};

/** The position of the quote that closes the string opened at `open`; -1 when there is none. */
export const endOfString = (text: string, open: number): number => {
  let close = text.indexOf('"', open + 1);
  while (close >= 0) {
    let backslashes = 0;
    while (text.charCodeAt(close - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return close;
    close = text.indexOf('"', close + 1);
  }
  return -1;
};

const listStart = /"items"\s*:\s*\[/y;

/** Where the items of the object that opens at `from` start (after the bracket); -1 when its front has none. */
export const startOfItems = (text: string, from: number): number => {
  let open = 0;
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) {
      listStart.lastIndex = i;
      if (open === 1 && listStart.test(text)) return listStart.lastIndex;
      i = endOfString(text, i);
      if (i < 0) return -1;
    } else if (c === OPEN_MAP || c === OPEN_LIST) open++;
    else if (c === CLOSE_MAP || c === CLOSE_LIST) open--;
  }
  return -1;
};
