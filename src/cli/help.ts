/** Help in 80 columns: what a command does, how it is typed, examples to copy, flags in groups. */
import { type Command, type FlagSpec, flagName } from "./command.ts";

const WIDTH = 80;

export const helpOf = (command: Command): string =>
  [
    `${command.summary}.`,
    ...command.description.flatMap((one) => ["", ...wrapped(one, "")]),
    "",
    "Usage:",
    `  ${usageOf(command)}`,
    ...(command.positional === undefined ? [] : ["", ...entry(`  ${command.positional.placeholder}`, command.positional.brief)]),
    "",
    "Examples:",
    ...command.examples.flatMap(([what, text]) => [...wrapped(`# ${what}`, "  "), `  ${text}`]),
    ...flagGroups(command),
    "",
  ].join("\n");

export const helpOfAll = (commands: readonly Command[]): string =>
  [
    "How every Kubernetes Service is exposed, why a request does or does not reach",
    "it, and what to do about it. Reads only: it never changes a cluster.",
    "",
    "Usage:",
    "  kubectl traffic COMMAND [FLAGS]",
    "",
    "Commands:",
    ...commands.flatMap(({ name, summary }) => entry(`  ${name}`, summary, 16)),
    "",
    "Examples:",
    "  kubectl traffic list                        # the Services of this namespace",
    "  kubectl traffic explain service/task-api    # why it can or cannot be opened",
    "  kubectl traffic list -f manifests/          # from files, without a cluster",
    "  kubectl traffic list --demo                 # without either",
    "",
    "kubectl traffic COMMAND --help shows the flags of a command and more examples.",
    "Exit codes: 0 fine, 1 something does not work, 2 wrong use or nothing could be",
    "read, 3 nothing could be decided, 70 a bug in kubectl-traffic.",
    "",
  ].join("\n");

const usageOf = ({ name, positional, flags }: Command): string => {
  const word = positional === undefined ? [] : [positional.minimum > 0 ? positional.placeholder : `[${positional.placeholder}]`];
  return ["kubectl traffic", name, ...word, ...(Object.keys(flags).length > 0 ? ["[FLAGS]"] : [])].join(" ");
};

const flagGroups = ({ flags }: Command): readonly string[] => {
  const groups = Map.groupBy(Object.entries(flags), ([, spec]) => spec.group ?? "Flags");
  return [...groups].flatMap(([title, entries]) => ["", `${title}:`, ...entries.flatMap(([name, spec]) => entry(flagText(name, spec), spec.brief))]);
};

const flagText = (name: string, spec: FlagSpec): string => {
  const short = spec.short === undefined ? "    " : `-${spec.short}, `;
  return `  ${short}--${flagName(name)}${spec.kind === "switch" ? "" : `=${spec.placeholder}`}`;
};

/** A term and its explanation, beside it where there is room. */
const entry = (term: string, text: string, column = 36): readonly string[] => {
  const lines = wrapped(text, " ".repeat(column));
  return term.length + 2 > column ? [term, ...lines] : [term.padEnd(column) + (lines[0] ?? "").trimStart(), ...lines.slice(1)];
};

const wrapped = (text: string, indent: string): readonly string[] => {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(indent + word);
  }
  return lines;
};
