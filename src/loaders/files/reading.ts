/** Reads one file into a sink: its documents' objects, and what is wrong with them. */
import { createReadStream } from "node:fs";
import { type Kind, kindNames } from "../../core/snapshot/kinds.ts";
import { formatRef } from "../../core/snapshot/ref.ts";
import { LoadError } from "../error.ts";
import type { Progress } from "../source.ts";
import { NotReadable, readText } from "./bytes.ts";
import type { Collector, Origin, Repeated, Unusable } from "./collect.ts";
import type { Unread } from "./completeness.ts";
import { type Document, unitReader } from "./documents.ts";
import { isSavedHeader } from "./saved-header.ts";
import { type Unit, unitCutter } from "./units.ts";
import { type FoundFile, unopenable } from "./walk.ts";

export interface Sink {
  readonly collector: Collector;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  readonly errors: LoadError[];
  readonly unread: Unread[];
  /** Sentences about objects that stand in several places. */
  readonly repeated: string[];
  /** Files and documents that are something else. */
  readonly skipped: string[];
  count: number;
  /** Of text that was read so far. */
  characters: number;
}

const CHUNK = 1024 * 1024;
/** Up to so many characters, text stays in memory, to find the lines of fields in it. */
const KEPT = 32 * 1024 * 1024;

export const readFile = async (file: FoundFile, stdin: AsyncIterable<Uint8Array> | undefined, sink: Sink): Promise<void> => {
  const isStdin = file.path === "-";
  const label = isStdin ? "standard input" : file.path;
  const { count } = sink;
  const errors = sink.errors.length;
  try {
    await readChunks(isStdin ? (stdin ?? nothing()) : createReadStream(file.path, { highWaterMark: CHUNK }), label, file, sink);
  } catch (error) {
    addUnread(sink, fileError(label, error), { kind: undefined, place: label });
  }
  if (file.isNamed && sink.count === count && sink.errors.length === errors) sink.errors.push(noObjects(label, isStdin));
};

async function* nothing(): AsyncIterable<Uint8Array> {}

const noObjects = (label: string, isStdin: boolean): LoadError =>
  new LoadError("NoObjects", `${label} holds no Kubernetes object`, isStdin
    ? "Look at what the command before the pipe prints by itself."
    : "Each document needs apiVersion, kind and metadata.name.");

const fileError = (label: string, error: unknown): LoadError => {
  if (error instanceof NotReadable) return new LoadError("FileUnreadable", `${label}: ${error.message}`, "Name a file of YAML or JSON manifests.");
  if (error instanceof Error && "syscall" in error) return unopenable(label, error);
  throw error;
};

/** What could not be read may hold an object of this kind, or of any. */
const addUnread = (sink: Sink, error: LoadError, unread: Unread): void => {
  sink.errors.push(error);
  sink.unread.push(unread);
};

/** A file in which so much is broken is no manifest; going on would take time and say nothing new. */
const MOST_BROKEN = 100;

const refuseHopeless = (errors: number): void => {
  if (errors > MOST_BROKEN) throw new NotReadable(`more than ${MOST_BROKEN} of its documents cannot be read; the file is not read any further`);
};

const readChunks = async (chunks: AsyncIterable<Uint8Array>, label: string, file: FoundFile, sink: Sink): Promise<void> => {
  const cut = unitCutter();
  const read = unitReader();
  const errors = sink.errors.length;
  await readText(chunks, async (text, last) => {
    sink.signal?.throwIfAborted();
    const { units, taken } = cut(text, last);
    sink.characters += taken;
    for (const unit of units) {
      const document = read(unit);
      // Waiting for what is there already would cost more than parsing it.
      takeDocument(document instanceof Promise ? await document : document, label, file, sink);
      refuseHopeless(sink.errors.length - errors);
    }
    if (units.length > 0) sink.progress(`${label}: ${sink.count.toLocaleString("en-US")} objects`);
    return taken;
  });
};

const takeDocument = (document: Document, label: string, file: FoundFile, sink: Sink): void => {
  const { unit, broken, warnings } = document;
  for (const { message, line, column } of broken) {
    const text = unit.text.slice(unit.start, unit.end);
    if (!file.isNamed && unit.message === undefined && !isManifest(text)) sink.skipped.push(`${label}:${line}`);
    else addUnread(sink, brokenAt(`${label}:${line}:${column}`, message, text), { kind: kindIn(text), place: `${label}:${line}` });
  }
  for (const { message, line } of warnings) sink.repeated.push(`${label}:${line}: ${message}.`);
  const { count, unusable, repeated } = sink.collector.take(document, label, sink.characters <= KEPT);
  sink.count += count;
  for (const one of unusable) takeUnusable(one, file, sink);
  for (const one of repeated) sink.repeated.push(repeatedAt(one));
};

/** Folders hold other YAML as well: configuration of tools, data, settings with comments in JSON. */
const isManifest = (text: string): boolean => /^[\s{-]*["']?(?:apiVersion|kind)["']?\s*:/m.test(text);

const kindLine = /^\s*(?:- )?["']?kind["']?\s*:\s*["']?(\w+)/m;

/** The kind that a broken text names; undefined leaves all kinds possible. */
const kindIn = (text: string): Kind | undefined => {
  const name = kindLine.exec(text)?.[1];
  return kindNames.find((kind) => kind === name);
};

const lineOf = ({ file, unit }: Origin): string => `${file}:${contentLine(unit)}`;

/** The line of the unit's first character that is neither blank nor part of a comment. */
const contentLine = ({ text, start, end, line }: Unit): number => {
  let at = start;
  let current = line;
  while (at < end) {
    const next = text.indexOf("\n", at);
    const stop = next < 0 || next > end ? end : next;
    const content = text.slice(at, stop).trim();
    if (content !== "" && !content.startsWith("#")) return current;
    at = stop + 1;
    current++;
  }
  return line;
};

const repeatedAt = ({ ref, origin, replaced }: Repeated): string =>
  `${formatRef(ref)} stands in ${lineOf(replaced)} and in ${lineOf(origin)}; the last one is used.`;

/** A file that was named is meant to hold objects; in a folder only what looks like one of the kinds that are read. */
const takeUnusable = ({ why, value, origin }: Unusable, file: FoundFile, sink: Sink): void => {
  const { apiVersion, kind } = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const known = kindNames.find((name) => name === kind);
  const isMeant = file.isNamed || (typeof apiVersion === "string" && known !== undefined) || origin.unit.form === "list" || isSavedHeader(value);
  if (!isMeant) return void sink.skipped.push(lineOf(origin));
  const error = new LoadError("NotAnObject", `${lineOf(origin)}:${origin.unit.column}: this is no Kubernetes object: ${why}`, hintFor(value));
  // What says neither what it is nor of which API is read, and holds no object.
  if (known === undefined && typeof apiVersion !== "string") sink.errors.push(error);
  else addUnread(sink, error, { kind: known, place: lineOf(origin) });
};

const hintFor = (value: unknown): string => {
  const { apiVersion } = (value ?? {}) as { readonly apiVersion?: unknown };
  return typeof apiVersion === "string" && apiVersion.startsWith("kustomize.config.k8s.io/")
    ? "Build it first: kubectl kustomize FOLDER | kubectl traffic … -f -."
    : "Each document needs apiVersion, kind and metadata.name; leave out files that hold something else.";
};

const brokenAt = (place: string, message: string, text: string): LoadError =>
  new LoadError("BrokenDocument", `${place}: ${message}`, text.includes("{{")
    ? "This looks like a Helm template: render it first, helm template CHART | kubectl traffic … -f -."
    : "Correct the document, or leave it out of the verdict with --keep-going; the other documents were used.");
