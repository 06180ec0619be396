/**
 * The full parser: any YAML, read by the `yaml` package into a tree and turned into JSON values as kubectl does it.
 * Slow (about 2 MB/s), so it only sees what the fast parser leaves, and loaded only then.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, type Pair, type ParsedNode, Scalar, type YAMLMap } from "yaml";
import { isNotJson, plainKey, plainValue } from "./plain.ts";

/** A tree takes about seventy times the memory of its text. */
const LARGEST = 4 * 1024 * 1024;
const DEEPEST = 500;
/** How many values aliases may stand for in one document. */
const MOST_ALIASED = 200_000;

export interface YamlProblem {
  readonly message: string;
  /** Counted from 1, in the text that was given. */
  readonly line: number;
  readonly column: number;
}

export interface FullResult {
  /** Undefined for a document without content, and when there are errors. */
  readonly value: unknown;
  readonly errors: readonly YamlProblem[];
  readonly warnings: readonly YamlProblem[];
}

/** Thrown while a tree is turned into values, caught in this file. */
class Refused extends Error {
  readonly offset: number;

  constructor(message: string, node: unknown) {
    super(message);
    this.offset = rangeStart(node);
  }
}

const rangeStart = (node: unknown): number => (node as { range?: [number, number, number] | null } | null)?.range?.[0] ?? 0;

/** The tree of the first document in a text; `failsafe` leaves every scalar as it is written. */
export const parseTree = (text: string, lines: LineCounter): readonly Document.Parsed<ParsedNode>[] => {
  const documents = parseAllDocuments(text, {
    schema: "failsafe", uniqueKeys: false, prettyErrors: false, logLevel: "silent", lineCounter: lines,
  });
  return Array.isArray(documents) ? documents : [];
};

/** Reads one document (without its separator). */
export const parseFull = (text: string): FullResult => {
  if (text.length > LARGEST) return failed(`the document is ${megabytes(text.length)} MB long and written in a way that only the slow parser reads (up to ${megabytes(LARGEST)} MB); write it without anchors, tags and multi-line flow collections, or as JSON`, { line: 1, col: 1 });
  const lines = new LineCounter();
  try {
    const [first, second] = parseTree(text, lines);
    if (!first) return { value: undefined, errors: [], warnings: [] };
    const broken = first.errors[0];
    if (broken) return failed(broken.message, lines.linePos(broken.pos[0]));
    const conversion: Conversion = { lines, anchors: new Map(), open: new Set(), warnings: [], count: 0, aliased: 0, depth: 0 };
    const value = first.contents === null ? undefined : convert(first.contents, conversion);
    const errors = second ? [problem("kubectl reads nothing after the end of the document (`...`); start the next one with ---", lines.linePos(second.range[0]))] : [];
    return { value, errors, warnings: conversion.warnings };
  } catch (error) {
    if (error instanceof Refused) return failed(error.message, lines.linePos(error.offset));
    if (error instanceof RangeError) return failed("the document is nested too deeply", { line: 1, col: 1 });
    throw error;
  }
};

const megabytes = (length: number): string => (length / 1024 / 1024).toFixed(1);

const problem = (message: string, { line, col }: { line: number; col: number }): YamlProblem => ({ message, line: Math.max(line, 1), column: Math.max(col, 1) });

const failed = (message: string, at: { line: number; col: number }): FullResult => ({ value: undefined, errors: [problem(message, at)], warnings: [] });

interface Conversion {
  readonly lines: LineCounter;
  /** What each anchor stands for so far, and how many values that is. */
  readonly anchors: Map<string, { readonly value: unknown; readonly size: number }>;
  /** Anchors of the nodes that are being converted. */
  readonly open: Set<string>;
  readonly warnings: YamlProblem[];
  count: number;
  aliased: number;
  depth: number;
}

const convert = (node: unknown, state: Conversion): unknown => {
  state.count++;
  if (node === null || node === undefined) return null;
  if (isAlias(node)) return aliasValue(node, state);
  const anchor = (node as Node & { anchor?: string }).anchor;
  const before = state.count + state.aliased;
  if (anchor !== undefined) state.open.add(anchor);
  if (++state.depth > DEEPEST) throw new Refused(`the document is nested more than ${DEEPEST} levels deep`, node);
  const value = convertNode(node, state);
  state.depth--;
  if (anchor !== undefined) {
    state.open.delete(anchor);
    state.anchors.set(anchor, { value, size: state.count + state.aliased - before + 1 });
  }
  return value;
};

const convertNode = (node: unknown, state: Conversion): unknown => {
  if (isScalar(node)) return scalarValue(node);
  if (isSeq(node)) return node.items.map((item) => convert(item, state));
  if (isMap(node)) return mapValue(node, state);
  throw new Refused("this is not a value", node);
};

/** The same value again, by reference: aliases cost no memory. What they would cost written out is limited all the same. */
const aliasValue = (node: { readonly source: string }, state: Conversion): unknown => {
  if (state.open.has(node.source)) throw new Refused(`the anchor ${node.source} contains itself`, node);
  const target = state.anchors.get(node.source);
  if (!target) throw new Refused(`the alias *${node.source} names no anchor before it`, node);
  state.aliased += target.size;
  if (state.aliased > MOST_ALIASED) throw new Refused(`the aliases stand for more than ${MOST_ALIASED} values; kubectl refuses such a document too`, node);
  return target.value;
};

const mapValue = (node: YAMLMap, state: Conversion): Record<string, unknown> => {
  const out: Record<string, unknown> = {};
  for (const pair of node.items) {
    if (isMergeKey(pair)) {
      mergeInto(out, pair, state);
      continue;
    }
    const key = keyText(pair.key, state);
    if (Object.hasOwn(out, key)) {
      state.warnings.push(problem(`the key ${key} stands here twice; kubectl uses the last one`, state.lines.linePos(rangeStart(pair.key))));
    }
    setOwn(out, key, convert(pair.value, state));
  }
  return out;
};

/** Assignment would call the setter that objects inherit for `__proto__`. */
const setOwn = (out: Record<string, unknown>, key: string, value: unknown): void => {
  if (key === "__proto__") Object.defineProperty(out, key, { value, enumerable: true, configurable: true, writable: true });
  else out[key] = value;
};

const isMergeKey = ({ key }: Pair): boolean =>
  isScalar(key) && key.value === "<<" && (key.tag === "tag:yaml.org,2002:merge" || (key.tag === undefined && isPlain(key)));

/** As go-yaml v2 does it: a merge overwrites keys before it, is overwritten by keys after it; in a list the first map wins. */
const mergeInto = (out: Record<string, unknown>, pair: Pair, state: Conversion): void => {
  const merged = convert(pair.value, state);
  const maps = Array.isArray(merged) && !isAlias(pair.value) ? merged.toReversed() : [merged];
  for (const map of maps) {
    if (typeof map !== "object" || map === null || Array.isArray(map)) throw new Refused("a merge key (<<) takes a mapping or a list of mappings", pair.key);
    for (const [key, value] of Object.entries(map)) setOwn(out, key, value);
  }
};

const keyText = (node: unknown, state: Conversion): string => {
  if (isAlias(node)) {
    const value = aliasValue(node, state);
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
  }
  if (!isScalar(node)) throw new Refused("a key has to be text", node);
  const text = plainTextOf(node);
  const key = text === undefined ? taggedKey(node) : plainKey(text);
  if (key === undefined) throw new Refused("a key is missing: null is no key in JSON", node);
  if (node.anchor !== undefined) state.anchors.set(node.anchor, { value: key, size: 1 });
  return key;
};

const taggedKey = (node: Scalar): string => {
  const value = scalarValue(node);
  return typeof value === "string" ? value : JSON.stringify(value);
};

const isPlain = (node: Scalar): boolean => node.type === undefined || node.type === Scalar.PLAIN;

/** What is written, when that decides the type: undefined for quoted, block and tagged scalars. */
const plainTextOf = (node: Scalar): string | undefined => (node.tag === undefined && isPlain(node) ? written(node) : undefined);

const written = (node: Scalar): string => (typeof node.value === "string" ? node.value : (node.source ?? ""));

const CORE_TAG = "tag:yaml.org,2002:";

const scalarValue = (node: Scalar): unknown => {
  const text = written(node);
  if (node.tag !== undefined && node.tag.startsWith(CORE_TAG)) return taggedValue(node, node.tag.slice(CORE_TAG.length), text);
  if (plainTextOf(node) === undefined) return text;
  if (isNotJson(text)) throw new Refused(`${text} is no number that JSON knows; quote it when it is text`, node);
  return plainValue(text);
};

const taggedValue = (node: Scalar, tag: string, text: string): unknown => {
  if (tag === "binary") return binary(node, text);
  const wanted = taggedTypes[tag];
  if (wanted === undefined) return text;
  const value = plainValue(text);
  if (!wanted(value)) throw new Refused(`!!${tag} does not fit the value ${JSON.stringify(text.slice(0, 40))}`, node);
  return value;
};

const taggedTypes: Readonly<Record<string, (value: unknown) => boolean>> = {
  bool: (value) => typeof value === "boolean",
  int: Number.isInteger,
  float: (value) => typeof value === "number",
  null: (value) => value === null,
};

const binary = (node: Scalar, text: string): string => {
  const bare = text.replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) throw new Refused("!!binary holds no base64", node);
  return Buffer.from(bare, "base64").toString("utf8");
};
