/**
 * kubectl's way of writing flags, brought to one form: the command first, then `--long` and `--long=value` in the order
 * given. So `-n shop list -Aojson` is `list --namespace=shop --all-namespaces --output=json`. As in kubectl, a flag
 * takes the next word whatever it looks like, and the last of several wins.
 */
import { type FlagSpec, type FlagSpecs, flagName } from "./command.ts";

export interface Invocation {
  /** The first word that is not a flag or its value; absent where there is none. */
  readonly command?: string;
  readonly inputs: readonly string[];
}

interface Named {
  readonly long: string;
  readonly spec: FlagSpec;
}

const help: Named = { long: "help", spec: { kind: "switch", short: "h", brief: "" } };

export const normalise = (argv: readonly string[], flags: FlagSpecs): Invocation => {
  const named: readonly Named[] = [help, ...Object.entries(flags).map(([name, spec]) => ({ long: flagName(name), spec }))];
  const byLong = new Map(named.map((one) => [one.long, one]));
  const byShort = new Map(named.flatMap((one) => (one.spec.short === undefined ? [] : [[one.spec.short, one] as const])));
  const words: string[] = [];
  let command: string | undefined;
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") {
      words.push("--", ...rest);
      break;
    }
    if (word.startsWith("--")) words.push(...longFlag(word, byLong, rest));
    else if (word.startsWith("-") && word !== "-") words.push(...shortFlags(word.slice(1), byShort, rest));
    else if (command === undefined) command = word;
    else words.push(word);
  }
  const inputs = lastWins(words, byLong);
  if (command === "help") return helpFor(inputs);
  return command === undefined ? { inputs } : { command, inputs: [command, ...inputs] };
};

/** `help list` is `list --help`. */
const helpFor = (inputs: readonly string[]): Invocation => {
  const [command] = inputs.filter((one) => !one.startsWith("-"));
  return command === undefined ? { inputs: ["--help"] } : { command, inputs: [command, "--help"] };
};

const longFlag = (word: string, byLong: ReadonlyMap<string, Named>, rest: string[]): readonly string[] => {
  const spec = byLong.get(word.slice(2))?.spec;
  if (spec === undefined || spec.kind === "switch") return [word];
  const value = rest.shift();
  return [value === undefined ? word : `${word}=${value}`];
};

const shortFlags = (letters: string, byShort: ReadonlyMap<string, Named>, rest: string[]): readonly string[] => {
  const [letter = "", ...others] = letters;
  const found = byShort.get(letter);
  if (found === undefined) return [`-${letter}`];
  const after = others.join("");
  const flag = `--${found.long}`;
  if (found.spec.kind !== "switch") {
    const value = after === "" ? rest.shift() : after.replace(/^=/, "");
    return [value === undefined ? flag : `${flag}=${value}`];
  }
  if (after.startsWith("=")) return [flag + after];
  return after === "" ? [flag] : [flag, ...shortFlags(after, byShort, rest)];
};

const nameIn = (word: string): string | undefined => /^--([^=]+)/.exec(word)?.[1];

const lastWins = (words: readonly string[], byLong: ReadonlyMap<string, Named>): readonly string[] => {
  const end = words.includes("--") ? words.indexOf("--") : words.length;
  const last = new Map(words.slice(0, end).map((word, index) => [nameIn(word), index]));
  return words.filter((word, index) => {
    const name = index < end ? nameIn(word) : undefined;
    if (name === undefined || !byLong.has(name) || byLong.get(name)?.spec.kind === "list") return true;
    // `-n "$NAMESPACE"` with nothing in it is as good as not given.
    return last.get(name) === index && word !== `--${name}=`;
  });
};
