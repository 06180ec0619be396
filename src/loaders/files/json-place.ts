/** Where a field stands in JSON text. */
import { endOfJson, endOfString } from "./json.ts";
import type { Token } from "./place.ts";

/** The offset of the deepest part of the path that is there: of a key, or of an item's value. */
export const jsonPlace = (text: string, tokens: readonly Token[]): number => {
  let found = skip(text, 0);
  let node = found;
  for (const token of tokens) {
    const child = typeof token === "number" ? itemOf(text, node, token) : valueOf(text, node, token);
    if (!child) break;
    found = child.at;
    node = child.node;
  }
  return found;
};

interface Child { readonly at: number; readonly node: number }

/** The next position at or after `from` that is no whitespace, comma or colon. */
const skip = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && /[\s,:]/.test(text.charAt(at))) at++;
  return at;
};

const endOfValue = (text: string, at: number): number => {
  const first = text.charAt(at);
  const end = first === '"' ? endOfString(text, at) + 1 : first === "{" || first === "[" ? endOfJson(text, at) : at + (/^[^\s,\]}]*/.exec(text.slice(at, at + 64))?.[0].length ?? 0);
  return end > at ? end : text.length;
};

const itemOf = (text: string, list: number, position: number): Child | undefined => {
  if (text.charAt(list) !== "[") return undefined;
  let at = skip(text, list + 1);
  for (let left = position; left > 0 && at < text.length && text.charAt(at) !== "]"; left--) at = skip(text, endOfValue(text, at));
  return at < text.length && text.charAt(at) !== "]" ? { at, node: at } : undefined;
};

const valueOf = (text: string, map: number, key: string): Child | undefined => {
  if (text.charAt(map) !== "{") return undefined;
  let at = skip(text, map + 1);
  while (text.charAt(at) === '"') {
    const end = endOfValue(text, at);
    const node = skip(text, end);
    if (text.slice(at, end) === JSON.stringify(key)) return { at, node };
    at = skip(text, endOfValue(text, node));
  }
  return undefined;
};
