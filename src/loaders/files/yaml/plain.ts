/**
 * What an unquoted YAML scalar means to kubectl. kubectl reads YAML with go-yaml v2, which follows YAML 1.1 in part:
 * `on` and `yes` are booleans, 010 is eight, 1_000 is a thousand; 1:30 and dates stay text. Both parsers of this
 * folder ask here, so they cannot disagree.
 * https://github.com/yaml/go-yaml/blob/v2.4.3/resolve.go
 */
const words: ReadonlyMap<string, boolean | null> = new Map([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false] as const),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
]);
const LONGEST_WORD = 5;

const notFinite = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const fraction = /^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/;
const based = /^([-+]?)0(?:[xX]([0-9a-fA-F]+)|[oO]?([0-7]+)|[bB]([01]+))$/;

const PLUS = 43;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
/** y Y n N t T f F o O ~, the only first characters of a word that is not text. */
const wordStarts: ReadonlySet<number> = new Set("yYnNtTfFoO~".split("").map((letter) => letter.charCodeAt(0)));

/** Infinity and NaN: kubectl refuses the document, because JSON has no such number. */
export const isNotJson = (text: string): boolean => notFinite.test(text);

/** The value of an unquoted scalar, without the whitespace around it. */
export const plainValue = (text: string): string | number | boolean | null => {
  const first = text.charCodeAt(0);
  if ((first >= ZERO && first <= NINE) || first === MINUS || first === PLUS) return numberOr(text);
  if (first === DOT) return finiteOr(text, fraction.test(text) ? Number(text) : Number.NaN);
  if (text.length > LONGEST_WORD || (text !== "" && !wordStarts.has(first))) return text;
  const word = words.get(text);
  return word === undefined ? text : word;
};

const digits = /^[1-9][0-9]{0,14}$/;

const numberOr = (text: string): string | number => {
  if (digits.test(text)) return Number(text);
  const bare = text.includes("_") ? text.replaceAll("_", "") : text;
  const parts = based.exec(bare);
  if (parts) return basedNumber(parts);
  return finiteOr(text, decimal.test(bare) ? Number(bare) : Number.NaN);
};

const basedNumber = ([, sign, hex, octal, binary]: readonly (string | undefined)[]): number => {
  const amount = hex !== undefined ? Number.parseInt(hex, 16) : octal !== undefined ? Number.parseInt(octal, 8) : Number.parseInt(binary ?? "0", 2);
  return amount === 0 || sign !== "-" ? amount : -amount;
};

/** Adding zero turns -0, which JSON writes as 0, into 0. */
const finiteOr = (text: string, value: number): string | number => (Number.isFinite(value) ? value + 0 : text);

/** Keys are text in JSON, so kubectl turns `on:` into `true` and `0x10:` into `16`; undefined for the null key it refuses. */
export const plainKey = (text: string): string | undefined => {
  const value = plainValue(text);
  return value === null ? undefined : typeof value === "string" ? value : String(value);
};
