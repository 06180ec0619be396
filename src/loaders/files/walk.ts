/** From what -f names to files that can be opened. */
import type { Stats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { LoadError } from "../error.ts";

export interface FoundFile {
  /** As it was named, or the path below the folder that was. */
  readonly path: string;
  /** Named by itself rather than found in a folder. */
  readonly isNamed: boolean;
}

const EXTENSIONS = /\.(ya?ml|json)$/i;
/** Not objects, though they look like manifests: Helm's values and chart, Kustomize's own file. */
const OTHER_FILES = /^(values([.-].*)?\.ya?ml|chart\.ya?ml|kustomization\.ya?ml|kustomizeconfig\.ya?ml|\.?helmfile\.ya?ml)$/i;
const SKIPPED_FOLDERS = new Set(["node_modules"]);

interface Walk { readonly files: FoundFile[]; readonly problems: LoadError[]; readonly seen: Set<string>; skipped: number }

/** Files of all paths, folders read recursively and in order, each folder once whatever links lead to it. */
export const findFiles = async (paths: readonly string[]): Promise<Omit<Walk, "seen">> => {
  const walk: Walk = { files: [], problems: [], seen: new Set(), skipped: 0 };
  for (const path of paths) await visit(path, true, walk);
  return walk;
};

const visit = async (path: string, isNamed: boolean, walk: Walk): Promise<void> => {
  if (path === "-") return void walk.files.push({ path, isNamed });
  let found: Stats;
  try {
    found = await stat(path);
  } catch (error) {
    walk.problems.push(unopenable(path, error));
    return;
  }
  if (found.isDirectory()) return visitFolder(path, walk);
  // A shell's <(command) is a pipe below /dev/fd; any other pipe may never be written to.
  const isPipe = found.isFIFO() && isNamed && /^\/(dev\/fd|proc\/self\/fd)\//.test(path);
  if (found.isFile() || isPipe) walk.files.push({ path, isNamed });
  else walk.problems.push(new LoadError("NotAFile", `${path} is ${kindOf(found)}, not a file or a folder`, "Pipe its content in with -f - instead."));
};

const kindOf = (found: Stats): string => (found.isFIFO() ? "a pipe (FIFO)" : found.isSocket() ? "a socket" : "a device");

const visitFolder = async (path: string, walk: Walk): Promise<void> => {
  try {
    const real = await realpath(path);
    if (walk.seen.has(real)) return;
    walk.seen.add(real);
    const entries = await readdir(path, { withFileTypes: true });
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const below = join(path, entry.name);
      const isLink = entry.isSymbolicLink();
      if (entry.isDirectory() || (isLink && !EXTENSIONS.test(entry.name))) {
        if (!entry.name.startsWith(".") && !SKIPPED_FOLDERS.has(entry.name)) await visitIfFolder(below, isLink, walk);
      } else if (EXTENSIONS.test(entry.name)) {
        if (OTHER_FILES.test(entry.name)) walk.skipped++;
        else await visit(below, false, walk);
      }
    }
  } catch (error) {
    walk.problems.push(unopenable(path, error));
  }
};

/** A link in a folder counts when it leads to a folder; a broken one without a manifest's name is none of our business. */
const visitIfFolder = async (path: string, isLink: boolean, walk: Walk): Promise<void> => {
  if (!isLink) return visitFolder(path, walk);
  const target = await stat(path).catch(() => undefined);
  if (target?.isDirectory()) await visitFolder(path, walk);
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist", EACCES: "may not be read (permission denied)", EPERM: "may not be read (permission denied)", ELOOP: "is a link that leads back to itself", ENOTDIR: "lies below something that is no folder",
};

export const unopenable = (path: string, error: unknown): LoadError => {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return new LoadError(code === "ENOENT" ? "FileNotFound" : "FileUnreadable", `${path} ${reasons[code] ?? `cannot be read (${code || String(error)})`}`, "Check the path that -f names, and its permissions.");
};
