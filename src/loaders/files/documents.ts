/** From a unit of text to raw objects, or to what is wrong with it. */
import { parseFast, unread } from "./yaml/fast.ts";
import type * as Full from "./yaml/full.ts";
import { type Unit, unitCutter } from "./units.ts";

/** A place in the file, counted from 1. */
export interface Broken {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface Document {
  readonly unit: Unit;
  /** Not yet known to be Kubernetes objects. Lists are taken apart. */
  readonly values: readonly unknown[];
  readonly broken: readonly Broken[];
  readonly warnings: readonly Broken[];
}

type FullParser = Pick<typeof Full, "parseFull">;
type Parsed = Full.FullResult;

/** Reads units one after another. The full parser is loaded only when a unit needs it: most files never do. */
export const unitReader = (): ((unit: Unit) => Promise<Document> | Document) => {
  let full: FullParser | undefined;
  return (unit) => {
    const read = readUnit(unit, full);
    return read ?? import("./yaml/full.ts").then((loaded) => {
      full = loaded;
      return readUnit(unit, loaded) ?? nothingIn(unit);
    });
  };
};

const nothingIn = (unit: Unit): Document => ({ unit, values: [], broken: [], warnings: [] });

/** Undefined when only the full parser can read it and that is not there. */
const readUnit = (unit: Unit, full: FullParser | undefined): Document | undefined => {
  if (unit.form === "problem") return { ...nothingIn(unit), broken: [{ message: unit.message ?? "this cannot be read", line: unit.line, column: unit.column }] };
  // What a list says beside its items is no object.
  if (unit.form === "list") return nothingIn(unit);
  const parsed = (unit.json ? parseJson(unit) : undefined) ?? parseYaml(unit, full);
  if (!parsed) return undefined;
  const placed = (one: Broken): Broken => ({ message: one.message, line: one.line + unit.line - 1, column: one.line === 1 ? one.column + unit.column - 1 : one.column });
  const values = unit.form === "items" && Array.isArray(parsed.value) ? (parsed.value as readonly unknown[]) : [parsed.value];
  return { unit, values: values.flatMap(expand), broken: parsed.errors.map(placed), warnings: parsed.warnings.map(placed) };
};

const parseYaml = ({ text, start, end }: Unit, full: FullParser | undefined): Parsed | undefined => {
  const value = parseFast(text, start, end);
  return value === unread ? full?.parseFull(text.slice(start, end)) : { value, errors: [], warnings: [] };
};

/** Undefined for what starts like JSON and is not: YAML in flow style, or broken. */
const parseJson = ({ text, start, end }: Unit): Parsed | undefined => {
  try {
    return { value: JSON.parse(text.slice(start, end)) as unknown, errors: [], warnings: [] };
  } catch {
    return undefined;
  }
};

/** A List's items, however deep; nothing for an empty document. */
const expand = (value: unknown): readonly unknown[] => {
  if (value === undefined || value === null) return [];
  if (typeof value !== "object") return [value];
  const { kind, items, apiVersion } = value as Readonly<Record<string, unknown>>;
  if (typeof kind !== "string" || !kind.endsWith("List") || !Array.isArray(items)) return [value];
  // The items of a PodList need not say what they are.
  const itemKind = kind.slice(0, -"List".length);
  return (items as readonly unknown[]).flatMap((item) => expand(itemKind !== "" && isBare(item) ? { apiVersion, kind: itemKind, ...item } : item));
};

const isBare = (item: unknown): item is object => typeof item === "object" && item !== null && !("kind" in item);

/** All units of a text that is in memory. */
export async function* readTextUnits(text: string): AsyncGenerator<Document> {
  const read = unitReader();
  for (const unit of unitCutter()(text, true).units) yield await read(unit);
}
