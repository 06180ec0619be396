/** Candidates for the last word, in the form that kubectl expects of kubectl_complete-traffic. */
import type { ClusterOptions } from "../../loaders/cluster/options.ts";
import { plain } from "../../render/text/terminal.ts";
import { normalise } from "../argv.ts";
import { type Command, type FlagSpec, flagName, type Suggests } from "../command.ts";
import { allFlags, parse } from "../parse.ts";
import type { Streams } from "../streams.ts";

/** Cobra's directives: complete file names if there is nothing else; never do. */
const FILES = 0;
const NO_FILES = 4;

interface Candidate { readonly text: string; readonly brief?: string }
interface Proposal { readonly candidates: readonly Candidate[]; readonly directive?: number }

/** `words` are what follows the plugin's name; the last of them is being typed and may be empty. */
export const complete = async (words: readonly string[], commands: readonly Command[], streams: Streams): Promise<string> => {
  const typed = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const { candidates, directive = NO_FILES } = await proposed(before, typed, commands, streams);
  const lines = candidates.map(({ text, brief }) => (brief === undefined ? plain(text) : `${plain(text)}\t${plain(brief)}`));
  return [...lines, `:${directive}`, ""].join("\n");
};

const proposed = async (before: readonly string[], typed: string, commands: readonly Command[], streams: Streams): Promise<Proposal> => {
  const situation = { before, commands, streams };
  const { command: name } = normalise(before, allFlags(commands));
  const command = commands.find((one) => one.name === name);
  const flags = command?.flags ?? allFlags(commands);
  const spec = awaitingValue(before.at(-1), flags);
  if (spec !== undefined) return values(spec, "", typed, situation);
  if (typed.startsWith("--") && typed.includes("=")) return valuesInWord(flags, typed, situation);
  if (typed.startsWith("-")) return { candidates: flagsFor(flags, typed) };
  if (command !== undefined) return positionals(command, typed, situation);
  return { candidates: name !== undefined ? [] : startingWith(typed, commands.map((one) => ({ text: one.name, brief: one.summary }))) };
};

/** `--namespace=sh`: the flag and what is typed of its value in one word. */
const valuesInWord = async (flags: Command["flags"], typed: string, situation: Situation): Promise<Proposal> => {
  const split = typed.indexOf("=");
  const spec = Object.entries(flags).find(([name]) => flagName(name) === typed.slice(2, split))?.[1];
  return spec === undefined ? { candidates: [] } : values(spec, typed.slice(0, split + 1), typed.slice(split + 1), situation);
};

interface Situation { readonly before: readonly string[]; readonly commands: readonly Command[]; readonly streams: Streams }

/** The flag whose value comes next: `-n`, `--namespace`, or letters such as `-An`. */
const awaitingValue = (word: string | undefined, flags: Command["flags"]): FlagSpec | undefined => {
  const entries = Object.entries(flags).filter(([, spec]) => spec.kind !== "switch");
  if (word === undefined || word.includes("=")) return undefined;
  if (word.startsWith("--")) return entries.find(([name]) => flagName(name) === word.slice(2))?.[1];
  const switches = Object.values(flags).flatMap((spec) => (spec.kind === "switch" && spec.short !== undefined ? [spec.short] : []));
  const isLetters = /^-[A-Za-z]+$/.test(word) && Array.from(word.slice(1, -1)).every((letter) => switches.includes(letter));
  return isLetters ? entries.find(([, spec]) => spec.short === word.at(-1))?.[1] : undefined;
};

const startingWith = (typed: string, candidates: readonly Candidate[]): readonly Candidate[] =>
  candidates.filter(({ text }) => text.startsWith(typed));

const flagsFor = (flags: Command["flags"], typed: string): readonly Candidate[] =>
  startingWith(typed, [
    ...Object.entries(flags).map(([name, { brief, kind }]) => ({ text: `--${flagName(name)}${kind === "switch" ? "" : "="}`, brief })),
    { text: "--help", brief: "Show help" },
  ]);

/** kubectl replaces the whole word, so a candidate repeats what stands before the value. */
const values = async (spec: FlagSpec, prefix: string, typed: string, situation: Situation): Promise<Proposal> => {
  if (spec.kind === "switch" || spec.kind === "number") return { candidates: [] };
  if (spec.suggests === "files" || spec.suggests === "folders") return { candidates: [], directive: FILES };
  const choices = spec.kind === "value" && spec.choices !== undefined ? spec.choices : await suggested(spec.suggests, situation);
  return { candidates: startingWith(prefix + typed, choices.map((one) => ({ text: prefix + one }))) };
};

const positionals = async (command: Command, typed: string, situation: Situation): Promise<Proposal> => {
  const { positional } = command;
  if (positional?.choices !== undefined) return { candidates: startingWith(typed, positional.choices.map((text) => ({ text }))) };
  if (positional?.suggests !== "targets" || /^[a-z]+:\/\//.test(typed)) return { candidates: [] };
  const names = await suggested("services", situation);
  return { candidates: startingWith(typed, names.map((text) => ({ text: `service/${text}` }))) };
};

/** A shell waits for this, so a cluster that does not answer at once has no candidates. */
const PATIENCE = "2s";

const suggested = async (what: Suggests | "services" | undefined, situation: Situation): Promise<readonly string[]> => {
  if (what !== "contexts" && what !== "namespaces" && what !== "services") return [];
  try {
    const flags = await flagsTyped(situation);
    const { contextNames } = await import("../../loaders/cluster/cluster.ts");
    if (what === "contexts") return contextNames({ ...flags, env: situation.streams.env });
    return await namesOf(what === "namespaces" ? "Namespace" : "Service", flags, situation.streams);
  } catch {
    // Whatever is wrong, the command itself will say it; a completion has nobody to tell.
    return [];
  }
};

type Typed = ClusterOptions & { readonly namespace?: string; readonly demo?: boolean; readonly filename?: readonly string[] };

/** The flags typed so far, however incomplete the rest is. */
const flagsTyped = async ({ before, commands }: Situation): Promise<Typed> => {
  const target = commands.find(({ name }) => name === "explain");
  const { inputs, command } = normalise(before, allFlags(commands));
  const switches = Object.entries(allFlags(commands)).flatMap(([name, { kind }]) => (kind === "switch" ? [`--${flagName(name)}`] : []));
  // The flag whose value is being typed has none yet.
  const words = inputs.filter((word) => /^--[^=]+=/.test(word) || switches.includes(word));
  if (target === undefined) return {};
  const parsed = await parse([target.name, ...words, "x"], [command === target.name ? target : { ...target, flags: allFlags(commands) }]);
  return parsed.kind === "command" ? parsed.flags : {};
};

const namesOf = async (kind: "Namespace" | "Service", flags: Typed, streams: Streams): Promise<readonly string[]> => {
  // Standard input belongs to the command that will be run.
  if (flags.filename?.includes("-")) return [];
  const { openSources } = await import("../../loaders/open.ts");
  const [source] = await openSources({ ...flags, requestTimeout: PATIENCE }, () => {}, streams);
  if (source === undefined) return [];
  const namespace = flags.namespace ?? source.namespace;
  const patience = AbortSignal.timeout(2000);
  const { objects } = await source.load([kind === "Namespace" || namespace === undefined ? { kind } : { kind, namespace }], { signal: patience });
  const found = objects[kind].filter(({ metadata }) => kind === "Namespace" || namespace === undefined || metadata.namespace === namespace);
  return [...new Set(found.flatMap(({ metadata }) => metadata.name ?? []))].toSorted();
};
