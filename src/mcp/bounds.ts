/** What may go to a model: text that cannot hide or disguise itself, and an answer that fits, whatever the cluster. */
import { plain } from "../render/text/terminal.ts";

/** Characters of an answer's JSON, and of its text. Both are sent; a host shows its model one of them. */
export const BUDGET = 25_000;

/** Cuts, the mildest first: entries of a list, characters of a string. */
const cuts = [
  { entries: 200, characters: 2000 },
  { entries: 50, characters: 1000 },
  { entries: 20, characters: 500 },
  { entries: 10, characters: 300 },
  { entries: 5, characters: 200 },
  { entries: 3, characters: 120 },
  { entries: 1, characters: 80 },
] as const;

type Cut = (typeof cuts)[number];

export interface Bounded<Value> {
  readonly value: Value;
  /** Whether something was left out. */
  readonly truncated: boolean;
}

export const sizeOf = (value: unknown): number => JSON.stringify(value).length;

/** No value that operations answer has as many fields: what has more is a record, such as labels. */
const MOST_FIELDS = 20;

/**
 * The value with every string made safe, and with the ends of lists, records and strings cut off until its JSON fits.
 * Fields stay, so that it is still a value of its schema.
 */
export const bounded = <Value extends object>(value: Value, budget = BUDGET): Bounded<Value> => {
  for (const cut of cuts) {
    const made = cutDown(value, cut);
    if (sizeOf(made.value) <= budget || cut === cuts.at(-1)) return made;
  }
  throw new Error("unreachable: the last cut always returns");
};

const cutDown = <Value extends object>(value: Value, cut: Cut): Bounded<Value> => {
  let truncated = false;
  const text = (given: string): string => {
    if (given.length > cut.characters) truncated = true;
    return safeLines(given, cut.characters);
  };
  const walk = (given: unknown): unknown => {
    if (typeof given === "string") return text(given);
    if (Array.isArray(given)) return first(given, cut.entries).map(walk);
    return typeof given === "object" && given !== null ? fields(given) : given;
  };
  const fields = (given: object): object =>
    Object.fromEntries(first(Object.entries(given), MOST_FIELDS).map(([key, inner]) => [text(key), walk(inner)]));
  const first = <T>(given: readonly T[], count: number): readonly T[] => {
    if (given.length > count) truncated = true;
    return given.slice(0, count);
  };
  // Entries and characters went, no field did.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const made = fields(value) as Value;
  return { value: made, truncated };
};

/** Safe, with its line breaks: a manifest stays a manifest. */
const safeLines = (text: string, limit: number): string => {
  const lines = text.slice(0, limit).replaceAll("\r\n", "\n").split("\n");
  const safe = lines.map((line) => plain(line.replaceAll("\t", "  "), limit)).join("\n");
  return text.length > limit ? `${safe}... (${text.length} characters)` : safe;
};
