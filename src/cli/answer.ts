/** parse -> load once -> decide -> render -> exit code, for commands that answer with an operation. */
import type { Snapshot } from "../core/snapshot/snapshot.ts";
import type { OpenSource, SourceFlags } from "../loaders/open.ts";
import type { Operation } from "../operations/operation.ts";
import type { Locate } from "../render/text/notes.ts";
import { plain, type Style } from "../render/text/terminal.ts";
import { exitCodes, report } from "./errors.ts";
import type { OutputFormat } from "./flags.ts";
import { progressLine } from "./progress.ts";
import type { Streams } from "./streams.ts";
import { styleOf } from "./style.ts";

/** One context's answer. */
export interface Answer<Result> {
  readonly result: Result;
  readonly snapshot: Snapshot;
  readonly locate: Locate;
  /** The context's name, where several are read. */
  readonly context: string | undefined;
  /** The namespace that was asked about, where it was one. */
  readonly namespace: string | undefined;
}

export interface Asking<Input, Result> {
  readonly operation: Operation<Input, Result>;
  /** The input for a source; `namespace` is what applies without --namespace, undefined for all. */
  readonly input: (namespace: string | undefined) => Input;
  readonly flags: SourceFlags & { readonly output?: OutputFormat | undefined };
  readonly print: Printing<Result>;
  readonly exitCode: (result: Result) => number;
}

/** One form of an answer each; json and yaml are the result itself. */
export interface Printing<Result> {
  readonly text: (answer: Answer<Result>, style: Style) => Promise<string>;
  readonly markdown: (answer: Answer<Result>) => Promise<string>;
  readonly names: (answer: Answer<Result>) => Promise<string>;
  /** What stderr is told beside, such as that there is nothing. */
  readonly aside?: (answer: Answer<Result>) => string;
}

type Outcome<Result> =
  | { readonly source: OpenSource; readonly answer: Answer<Result> }
  | { readonly source: OpenSource; readonly answer?: undefined; readonly error: unknown };

export const answer = async <Input, Result>(asking: Asking<Input, Result>, streams: Streams): Promise<number> => {
  const progress = progressLine(streams);
  let outcomes: readonly Outcome<Result>[];
  try {
    const { openSources } = await import("../loaders/open.ts");
    const sources = await openSources(asking.flags, progress.report, streams);
    outcomes = await Promise.all(sources.map((source) => outcomeOf(source, asking)));
  } finally {
    progress.end();
  }
  streams.stdout.write(await printed(outcomes, asking, styleOf(streams)));
  return worst(outcomes.flatMap((outcome) => [told(outcome, outcomes.length, asking, streams), reportDocuments(outcome.source, asking.flags, streams)]));
};

/** What cannot be read of one context does not keep the others from answering. */
const outcomeOf = async <Input, Result>(source: OpenSource, asking: Asking<Input, Result>): Promise<Outcome<Result>> => {
  try {
    return { source, answer: await answerOf(source, asking) };
  } catch (error) {
    return { source, error };
  }
};

const answerOf = async <Input, Result>(source: OpenSource, { operation, input, flags }: Asking<Input, Result>): Promise<Answer<Result>> => {
  const { execute } = await import("../operations/operation.ts");
  const namespace = flags.namespace ?? source.namespace;
  const { result, snapshot } = await execute(operation, input(namespace), source.load);
  return { result, snapshot, locate: source.locate, context: source.context, namespace };
};

/** The exit code of one context, after saying on stderr what belongs there. */
const told = <Input, Result>(outcome: Outcome<Result>, count: number, { print, exitCode }: Asking<Input, Result>, streams: Streams): number => {
  if (outcome.answer !== undefined) {
    streams.stderr.write(print.aside?.(outcome.answer) ?? "");
    return exitCode(outcome.answer.result);
  }
  if (count > 1) streams.stderr.write(`${outcome.source.name}:\n`);
  return report(outcome.error, streams);
};

/** Documents of files that could not be read, each with its place; the rest was used. */
const reportDocuments = ({ errors, warnings }: OpenSource, { keepGoing }: SourceFlags, streams: Streams): number => {
  for (const one of warnings()) streams.stderr.write(`warning: ${plain(one, 4000)}\n`);
  if (!keepGoing) return worst(errors().map((error) => report(error, streams)));
  for (const { message } of errors()) streams.stderr.write(`skipped: ${plain(message, 4000)}\n`);
  return exitCodes.fine;
};

/** Our bug outranks what could not be read, that outranks findings, those outrank not knowing. */
const ranked: readonly number[] = [exitCodes.bug, exitCodes.usage, exitCodes.findings, exitCodes.unknown];
export const worst = (codes: readonly number[]): number => ranked.find((one) => codes.includes(one)) ?? exitCodes.fine;

const printed = async <Input, Result>(all: readonly Outcome<Result>[], asking: Asking<Input, Result>, style: Style): Promise<string> => {
  const { output: format = "table" } = asking.flags;
  const done = all.flatMap(({ source, answer: one }) => (one === undefined ? [] : [{ context: source.context, answer: one }]));
  if (done.length === 0) return "";
  if (format === "json" || format === "yaml") return serialised(format, done, all.length > 1);
  const parts = await Promise.all(done.map(async ({ context, answer: one }) => {
    const title = all.length > 1 && format !== "name" ? `${format === "markdown" ? "# " : ""}Context ${plain(context ?? "")}\n\n` : "";
    return title + await formatted(one, asking.print, format, style);
  }));
  return parts.join(format === "name" ? "" : "\n");
};

const formatted = <Result>(one: Answer<Result>, print: Printing<Result>, format: OutputFormat, style: Style): Promise<string> =>
  format === "markdown" ? print.markdown(one) : format === "name" ? print.names(one) : print.text(one, style);

type Done<Result> = readonly { readonly context: string | undefined; readonly answer: Answer<Result> }[];

/** Exactly the operation's result; of several contexts, a list of them with their names. */
const serialised = async <Result>(format: "json" | "yaml", done: Done<Result>, isSeveral: boolean): Promise<string> => {
  const value = isSeveral ? { contexts: done.map(({ context, answer: { result } }) => ({ context, ...result })) } : done[0]?.answer.result;
  if (format === "json") return (await import("../render/json.ts")).renderJson(value);
  return (await import("../render/yaml.ts")).renderYaml(value);
};
