/** Files for one test, gone after it, and what the loader makes of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { kindNames } from "../../../../src/core/snapshot/kinds.ts";
import type { Snapshot } from "../../../../src/core/snapshot/snapshot.ts";
import { type FilesOptions, type FilesSource, openFiles } from "../../../../src/loaders/files/files.ts";

export const everything = kindNames.map((kind) => ({ kind }));

/** A folder with these files; returns its path. */
export const folder = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const path = mkdtempSync(join(tmpdir(), "traffic-files-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
};

export async function* chunksOf(...chunks: readonly (string | Uint8Array)[]): AsyncIterable<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
}

export interface Loaded {
  readonly source: FilesSource;
  readonly snapshot: Snapshot;
  /** `namespace/name` of the Services, in the order of the snapshot. */
  readonly services: readonly string[];
  /** Messages of the errors, with the folder's path taken out. */
  readonly errors: readonly string[];
}

export const load = async (paths: readonly string[], options: Omit<FilesOptions, "paths"> = {}): Promise<Loaded> => {
  const source = await openFiles({ now: "2026-11-01T12:00:00Z", ...options, paths });
  const snapshot = await source.load(everything);
  const errors = source.errors().map(({ message }) => paths.reduce((text, path) => text.replaceAll(`${path}/`, ""), message));
  return { source, snapshot, services: servicesOf(snapshot), errors };
};

export const loadText = (text: string | Uint8Array, options: Omit<FilesOptions, "paths"> = {}): Promise<Loaded> =>
  load(["-"], { ...options, stdin: chunksOf(text) });

export const servicesOf = (snapshot: Snapshot): readonly string[] =>
  snapshot.objects.Service.map(({ metadata }) => `${metadata.namespace ?? ""}/${metadata.name ?? ""}`);

export const service = (name: string, more = ""): string => `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${more}`;
