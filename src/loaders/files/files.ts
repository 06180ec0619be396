/** Files, folders and standard input as a source. */
import { createReadStream } from "node:fs";
import { formatRef, type ObjectRef, refKey } from "../../core/snapshot/ref.ts";
import type { Malformed, Snapshot } from "../../core/snapshot/snapshot.ts";
import { LoadError } from "../error.ts";
import type { Progress, Source } from "../source.ts";
import { NotReadable, readText } from "./bytes.ts";
import { type Collected, type Collector, collector, type Origin } from "./collect.ts";
import { type Completeness, knowledgeOf } from "./completeness.ts";
import { type Broken, type Document, unitReader } from "./documents.ts";
import { placeOf } from "./place.ts";
import { unitCutter } from "./units.ts";
import { findFiles, type FoundFile, unopenable } from "./walk.ts";

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
  /** Where a field stands: `shop.yaml:12:7`. */
  readonly locate: (about: ObjectRef, path: string) => string | undefined;
}

interface Reading {
  readonly snapshot: Snapshot;
  readonly errors: readonly LoadError[];
  readonly origins: ReadonlyMap<string, Origin>;
}

export const openFiles = (options: FilesOptions, progress: Progress = () => undefined): FilesSource => {
  const name = options.paths.map((path) => (path === "-" ? "standard input" : path)).join(", ");
  let reading: Promise<Reading> | undefined;
  let known: Reading | undefined;
  return {
    name,
    load: async () => {
      reading ??= readAll(name, options, progress);
      known = await reading;
      return known.snapshot;
    },
    errors: () => known?.errors ?? [],
    locate: (about, path) => {
      const origin = known?.origins.get(refKey(about));
      return origin && placeOf(origin, path);
    },
  };
};

/** What reading gathers. */
interface Sink {
  readonly collector: Collector;
  readonly errors: LoadError[];
  readonly progress: Progress;
  objects: number;
}

const readAll = async (name: string, options: FilesOptions, progress: Progress): Promise<Reading> => {
  const { files, problems } = await findFiles(options.paths);
  const sink: Sink = { collector: collector(options.namespace ?? "default"), errors: [...problems], progress, objects: 0 };
  for (const file of files) await readFile(file, options, sink);
  const [first] = sink.errors;
  if (sink.objects === 0 && first) throw first;
  if (sink.objects === 0) throw new LoadError("NoObjects", `${name} holds no Kubernetes object`, "Name files or folders with manifests (.yaml, .yml, .json), or pipe them in with -f -.");
  const collected = sink.collector.done();
  return { snapshot: snapshotOf(name, options, collected), errors: sink.errors, origins: collected.origins };
};

const snapshotOf = (name: string, { completeness = "folder", now }: FilesOptions, collected: Collected): Snapshot => {
  const { objects, foreign, header } = collected;
  const malformed = distinct(collected.malformed);
  if (header && completeness === "folder") {
    const { source, takenAt, coverage, gaps, assumptions } = header;
    return { objects, foreign, malformed, coverage, gaps, assumptions, source, takenAt };
  }
  return { objects, foreign, malformed, ...knowledgeOf(completeness, objects), source: name, takenAt: header?.takenAt ?? now ?? new Date().toISOString() };
};

const distinct = (all: readonly Malformed[]): readonly Malformed[] => [...new Map(all.map((one) => [`${refKey(one.about)} ${one.path}`, one])).values()];

const CHUNK = 1024 * 1024;

const readFile = async (file: FoundFile, options: FilesOptions, sink: Sink): Promise<void> => {
  const label = file.path === "-" ? "standard input" : file.path;
  const chunks = file.path === "-" ? (options.stdin ?? []) : createReadStream(file.path, { highWaterMark: CHUNK });
  const before = sink.objects;
  const errors = sink.errors.length;
  try {
    await readChunks(chunks as AsyncIterable<Uint8Array>, label, file, sink);
  } catch (error) {
    if (error instanceof NotReadable) sink.errors.push(new LoadError("FileUnreadable", `${label}: ${error.message}`, "Name a file of YAML or JSON manifests."));
    else if (error instanceof Error && "code" in error) sink.errors.push(unopenable(label, error));
    else throw error;
  }
  if (file.isNamed && sink.objects === before && sink.errors.length === errors) {
    sink.errors.push(new LoadError("NoObjects", `${label} holds no Kubernetes object`, "Each document needs apiVersion, kind and metadata.name."));
  }
};

const readChunks = async (chunks: AsyncIterable<Uint8Array>, label: string, file: FoundFile, sink: Sink): Promise<void> => {
  const cut = unitCutter();
  const read = unitReader();
  await readText(chunks, async (text, last) => {
    const { units, taken } = cut(text, last);
    for (const unit of units) {
      const document = read(unit);
      // Waiting for what is there already would cost more than parsing it.
      takeDocument(document instanceof Promise ? await document : document, label, file, sink);
    }
    if (units.length > 0) sink.progress(`${label}: ${sink.objects.toLocaleString("en-US")} objects`);
    return taken;
  });
};

const takeDocument = (document: Document, label: string, file: FoundFile, sink: Sink): void => {
  const { unit } = document;
  for (const broken of document.broken) sink.errors.push(brokenAt(label, broken, unit.text.slice(unit.start, unit.end)));
  const { objects, unusable, repeated } = sink.collector.take(document, label);
  sink.objects += objects;
  // Folders hold other YAML as well; a file that was named is meant to hold objects.
  if (file.isNamed) for (const why of unusable) sink.errors.push(brokenAt(label, { message: `this is no Kubernetes object: ${why}`, line: unit.line, column: unit.column }, ""));
  for (const ref of repeated) sink.progress(`${label}:${unit.line}: ${formatRef(ref)} stands here again; the last one is used`);
};

const brokenAt = (label: string, { message, line, column }: Broken, text: string): LoadError =>
  new LoadError("BrokenDocument", `${label}:${line}:${column}: ${message}`, text.includes("{{")
    ? "This looks like a Helm template: render it first, helm template CHART | kubectl traffic … -f -."
    : "Correct the document, or leave it out of the verdict with --keep-going; the other documents were used.");
