/** What a command is: data for parsing, help and completion, and a function that is called with what was parsed. */
import type { SourceFlags } from "../loaders/open.ts";
import type { Streams } from "./streams.ts";

interface FlagBase {
  /** One letter. The same letter means the same flag in every command. */
  readonly short?: string;
  readonly brief: string;
  /** The heading under which help shows it; absent for the command's own. */
  readonly group?: FlagGroup;
}
export type FlagGroup = "Where to read" | "Connection, as in kubectl";

interface Switch extends FlagBase { readonly kind: "switch" }
interface Amount extends FlagBase { readonly kind: "number"; readonly placeholder: string }
interface Text extends FlagBase { readonly kind: "value"; readonly placeholder: string; readonly choices?: readonly string[]; readonly suggests?: Suggests }
/** May be given several times; with `separator`, one value may also hold several. */
interface Texts extends FlagBase { readonly kind: "list"; readonly placeholder: string; readonly separator?: ","; readonly suggests?: Suggests }
/** What completion offers for a value. */
export type Suggests = "contexts" | "files" | "folders" | "namespaces";

export type FlagSpec = Switch | Amount | Text | Texts;
export type FlagSpecs = Readonly<Record<string, FlagSpec>>;

type ValueOf<Spec extends FlagSpec> = Spec extends { kind: "switch" } ? boolean
  : Spec extends { kind: "number" } ? number
  : Spec extends { kind: "list" } ? readonly string[]
  : Spec extends { choices: readonly (infer Choice)[] } ? Choice : string;
export type Values<Flags extends FlagSpecs> = { readonly [Name in keyof Flags]?: ValueOf<Flags[Name]> | undefined };

export interface Session {
  readonly streams: Streams;
  /** Starts the MCP server; the entry point knows how, so that no other command loads it. */
  readonly serveMcp: (options: McpOptions) => Promise<void>;
}

export interface McpOptions {
  readonly connection: SourceFlags;
  readonly roots: readonly string[];
}

export interface Positional {
  readonly placeholder: string;
  readonly brief: string;
  readonly maximum: number;
  readonly minimum: number;
  /** What completion offers, such as the names of Services. */
  readonly choices?: readonly string[];
  readonly suggests?: "targets";
}

export interface CommandSpec<Flags extends FlagSpecs> {
  readonly name: string;
  /** One line, imperative, no full stop. */
  readonly summary: string;
  /** Paragraphs. */
  readonly description: readonly string[];
  readonly examples: readonly (readonly [what: string, command: string])[];
  readonly positional?: Positional;
  readonly flags: Flags;
  /** Answers the exit code. What is heavy is imported inside, so that other commands do not load it. */
  readonly run: (flags: Values<Flags>, args: readonly string[], session: Session) => Promise<number>;
}

/** A command among others; `start` takes what the parser made of the flags that the command declares. */
export interface Command extends Omit<CommandSpec<FlagSpecs>, "run"> {
  readonly start: (flags: Readonly<Record<string, unknown>>, args: readonly string[], session: Session) => Promise<number>;
}

export const defineCommand = <const Flags extends FlagSpecs>({ run, ...spec }: CommandSpec<Flags>): Command => ({
  ...spec,
  // The parser builds the values from these very specs, which is what their type says.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  start: (flags, args, session) => run(flags as Values<Flags>, args, session),
});

/** As it is typed: `allNamespaces` is `all-namespaces`. */
export const flagName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
