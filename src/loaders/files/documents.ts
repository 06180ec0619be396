/** From a unit of text to raw values, or to what is wrong with it. */
import { parseFast, unread } from "./yaml/fast.ts";
import type { FullResult, YamlProblem } from "./yaml/full.ts";
import type { Unit } from "./units.ts";

/** What is wrong, and where in the file, counted from 1. */
export type Broken = YamlProblem;

/** A value of a document, and where in it: `items[3]` of a list, "" for the document itself. */
export interface Found { readonly value: unknown; readonly path: string }

export interface Document {
  readonly unit: Unit;
  /** Not yet known to be Kubernetes objects. Lists are taken apart. */
  readonly found: readonly Found[];
  /** Whether the values come from a list. */
  readonly isList: boolean;
  readonly broken: readonly Broken[];
  readonly warnings: readonly Broken[];
}

type FullParser = (text: string) => FullResult;

/** Reads units one after another. The full parser is loaded only when a unit needs it: most files never do. */
export const unitReader = (): ((unit: Unit) => Promise<Document> | Document) => {
  let full: FullParser | undefined;
  const frameOf = frameReader();
  return (unit) => {
    if (unit.message !== undefined) return { ...nothingIn(unit), broken: [{ message: unit.message, line: unit.line, column: unit.column }] };
    const frame = frameOf(unit);
    const value = parseQuickly(unit);
    if (value !== unread) return documentOf(unit, { value, errors: [], warnings: [] }, frame);
    if (full) return documentOf(unit, full(textOf(unit)), frame);
    return import("./yaml/full.ts").then(({ parseFull }) => {
      full = parseFull;
      return documentOf(unit, parseFull(textOf(unit)), frame);
    });
  };
};

type Frame = Pick<List, "apiVersion" | "kind">;

/** What a list says about its items before they come, read once a list; nothing where it says so after them. */
const frameReader = (): ((unit: Unit) => Frame) => {
  let known: string | undefined;
  let frame: Frame = {};
  return ({ head, json }) => {
    if (head === undefined || head === known) return frame;
    known = head;
    // In JSON it ends behind the bracket that opens the items.
    const text = json ? `${head}]}` : head;
    const value = parseQuickly({ json, text, start: 0, end: text.length });
    frame = isListFrame(value) ? value : {};
    return frame;
  };
};

const textOf = ({ text, start, end }: Pick<Unit, "text" | "start" | "end">): string => text.slice(start, end);

const nothingIn = (unit: Unit): Document => ({ unit, found: [], isList: false, broken: [], warnings: [] });

const parseQuickly = (unit: Pick<Unit, "json" | "text" | "start" | "end">): unknown => {
  if (!unit.json) return parseFast(unit.text, unit.start, unit.end);
  try {
    const value: unknown = JSON.parse(textOf(unit));
    // The full parser says where it is too deep: whoever walks such a value would run out of stack.
    return isDeeper(value, DEEPEST) ? unread : value;
  } catch {
    // It starts like JSON and is not: YAML in flow style, or broken.
    return unread;
  }
};

const DEEPEST = 400;

const isDeeper = (value: unknown, than: number): boolean => {
  if (typeof value !== "object" || value === null) return false;
  if (than === 0) return true;
  for (const key in value) if (isDeeper((value as Readonly<Record<string, unknown>>)[key], than - 1)) return true;
  return false;
};

const documentOf = (unit: Unit, { value, errors, warnings }: FullResult, frame: Frame): Document => {
  const placed = ({ message, line, column }: Broken): Broken =>
    ({ message, line: line + unit.line - 1, column: line === 1 ? column + unit.column - 1 : column });
  const found = errors.length > 0 && value === undefined ? [] : foundIn(unit, value, frame);
  return { unit, found, isList: unit.form !== "document" || isListValue(value), broken: errors.map(placed), warnings: warnings.map(placed) };
};

const foundIn = ({ form }: Unit, value: unknown, frame: Frame): readonly Found[] => {
  // What a list says beside its items stays as it is: it tells what the items are.
  if (form === "list") return [{ value, path: "" }];
  return form === "items" && Array.isArray(value) ? inList(value, "", frame) : inValue({ value: form === "item" ? withKind(value, frame) : value, path: "" });
};

interface List { readonly apiVersion?: unknown; readonly kind?: unknown; readonly items: readonly unknown[] | null }

/** A kind that ends in List, with items; `kubectl get` of nothing prints none. */
const isListValue = (value: unknown): value is List => {
  if (!isListFrame(value)) return false;
  const { items } = value as { items?: unknown };
  return Array.isArray(items) || items === null;
};

const isListFrame = (value: unknown): value is Frame => {
  if (typeof value !== "object" || value === null) return false;
  const { kind } = value as { kind?: unknown };
  return typeof kind === "string" && kind.endsWith("List");
};

/** A List's items, however deep; nothing for an empty document. */
const inValue = ({ value, path }: Found): readonly Found[] => {
  if (value === undefined || value === null) return [];
  return isListValue(value) ? inList(value.items ?? [], path === "" ? "items" : `${path}.items`, value) : [{ value, path }];
};

const inList = (items: readonly unknown[], path: string, list: Frame): readonly Found[] =>
  items.flatMap((item, index) => inValue({ value: withKind(item, list), path: `${path}[${index}]` }));

/** The items of a PodList need not say what they are. */
export const withKind = (item: unknown, { apiVersion, kind }: Frame): unknown => {
  const itemKind = typeof kind === "string" ? kind.slice(0, -"List".length) : "";
  return itemKind !== "" && isBare(item) ? { apiVersion, kind: itemKind, ...item } : item;
};

/** Whether an item leaves it to its list to say what it is. */
export const isBare = (item: unknown): item is object => typeof item === "object" && item !== null && !Array.isArray(item) && !("kind" in item);
