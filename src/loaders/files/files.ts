/** Files, folders and standard input as a source. */
import { type ObjectRef, refKey } from "../../core/snapshot/ref.ts";
import type { Snapshot } from "../../core/snapshot/snapshot.ts";
import { LoadError } from "../error.ts";
import type { Progress, Source } from "../source.ts";
import { type Collected, collector } from "./collect.ts";
import { type Completeness, knowledgeOf, withoutUnread } from "./completeness.ts";
import { placeOf } from "./place.ts";
import { readFile, type Sink } from "./reading.ts";
import { select } from "./select.ts";
import { findFiles } from "./walk.ts";

export interface FilesOptions {
  readonly paths: readonly string[];
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Given to namespaced objects that name none; "default" without it. */
  readonly namespace?: string;
  readonly completeness?: Completeness;
  /** RFC 3339, the moment of reading. */
  readonly now?: string;
}

export interface FilesSource extends Source {
  /** Documents that could not be used, each with its place; known after a load. The rest was used. */
  readonly errors: () => readonly LoadError[];
  /** Sentences about what was read and may surprise, such as an object that stands in two files. */
  readonly warnings: () => readonly string[];
  /** Where a field stands: `shop.yaml:12:7`. */
  readonly locate: (about: ObjectRef, path: string) => string | undefined;
}

interface Reading {
  readonly snapshot: Snapshot;
  readonly warnings: readonly string[];
  readonly originOf: Collected["originOf"];
}

export const openFiles = async (options: FilesOptions, progress: Progress = () => undefined): Promise<FilesSource> => {
  const name = options.paths.map((path) => (path === "-" ? "standard input" : path)).join(", ");
  let reading: Promise<Reading> | undefined;
  let known: Reading | undefined;
  const errors: LoadError[] = [];
  return {
    name,
    load: async (needs, { signal } = {}) => {
      signal?.throwIfAborted();
      // Standard input can be read once only, so all is read at once and each load takes its part.
      reading ??= readAll(name, options, { progress, errors, ...(signal ? { signal } : {}) });
      known = await reading;
      return select(known.snapshot, needs);
    },
    errors: () => errors,
    warnings: () => known?.warnings ?? [],
    locate: (about, path) => {
      const origin = known?.originOf(refKey(about));
      return origin && placeOf(origin, path);
    },
  };
};

const readAll = async (name: string, options: FilesOptions, reporting: Pick<Sink, "errors" | "progress" | "signal">): Promise<Reading> => {
  const { files, problems, skipped } = await findFiles(options.paths);
  const sink: Sink = {
    ...reporting, collector: collector(options.namespace ?? "default"),
    unread: problems.map(({ message }) => ({ kind: undefined, place: message })), repeated: [], skipped: [...skipped], count: 0, characters: 0,
  };
  sink.errors.push(...problems);
  for (const file of files) await readFile(file, options.stdin, sink);
  // What is thrown is told by whoever catches it; the rest of the errors stays.
  if (sink.count === 0) throw sink.errors.shift() ?? nothingIn(name, sink.skipped);
  const collected = sink.collector.done();
  const warnings = shortened(sink.repeated);
  return { snapshot: snapshotOf(name, options, collected, sink), warnings, originOf: collected.originOf };
};

const nothingIn = (name: string, skipped: readonly string[]): LoadError =>
  new LoadError("NoObjects", `${name} holds no Kubernetes object${skipped.length > 0 ? ` (skipped: ${listed(skipped)})` : ""}`, "Name files or folders with manifests (.yaml, .yml, .json), or pipe them in with -f -.");

const snapshotOf = (name: string, options: FilesOptions, { objects, foreign, malformed, listed: dumped, header }: Collected, sink: Sink): Snapshot => {
  const { completeness = "folder", now = new Date().toISOString() } = options;
  // A saved snapshot is as complete as it says, unless the user knows better.
  const saved = completeness === "folder" ? header : undefined;
  const { assumptions, coverage, gaps } = withoutUnread(saved ?? knowledgeOf(completeness, dumped), sink.unread);
  return {
    objects, foreign, malformed, coverage, gaps,
    assumptions: [...assumptions, ...shortened(sink.repeated), ...(sink.skipped.length > 0 ? [`Skipped, because they hold no Kubernetes objects: ${listed(sink.skipped)}.`] : [])],
    source: saved?.source ?? name, takenAt: header?.takenAt ?? now,
  };
};

const MOST_NAMED = 5;

const listed = (names: readonly string[]): string =>
  names.length > MOST_NAMED ? `${names.slice(0, MOST_NAMED).join(", ")} and ${names.length - MOST_NAMED} more` : names.join(", ");

const MOST_SENTENCES = 10;

const shortened = (sentences: readonly string[]): readonly string[] =>
  sentences.length > MOST_SENTENCES ? [...sentences.slice(0, MOST_SENTENCES), `${sentences.length - MOST_SENTENCES} more objects or keys stand in several places.`] : sentences;
