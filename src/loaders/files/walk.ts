/** From what -f names to files that can be opened. */
import type { Dirent, Stats } from "node:fs";
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

interface Walk {
  readonly files: FoundFile[];
  readonly problems: LoadError[];
  /** Real paths: each file and folder is read once, whatever links lead to it. */
  readonly seen: Set<string>;
  /** What looks like manifests by its name and is something else. */
  readonly skipped: string[];
}

/** Files of all paths, folders read recursively and in order. */
export const findFiles = async (paths: readonly string[]): Promise<Omit<Walk, "seen">> => {
  const walk: Walk = { files: [], problems: [], seen: new Set(), skipped: [] };
  for (const path of paths) await visit(path, true, walk);
  return walk;
};

const visit = async (path: string, isNamed: boolean, walk: Walk): Promise<void> => {
  if (path === "-") {
    if (isNew(path, walk)) walk.files.push({ path, isNamed });
    return;
  }
  try {
    const found = await stat(path);
    if (found.isDirectory()) await visitFolder(path, walk);
    else if (!isOpenable(path, found, isNamed)) walk.problems.push(new LoadError("NotAFile", `${path} is ${kindOf(found)}, not a file or a folder`, "Pipe its content in with -f - instead."));
    else if (isNew(found.isFile() ? await realpath(path) : path, walk)) walk.files.push({ path, isNamed });
  } catch (error) {
    walk.problems.push(/^https?:\/\//.test(path) ? isUrl(path) : unopenable(path, error));
  }
};

/** A shell's <(command) is a pipe below /dev/fd; any other pipe may never be written to. */
const isOpenable = (path: string, found: Stats, isNamed: boolean): boolean =>
  found.isFile() || (isNamed && found.isFIFO() && /^\/(?:dev\/stdin$|dev\/fd\/|proc\/self\/fd\/)/.test(path));

const isUrl = (path: string): LoadError =>
  new LoadError("NotAFile", `${path} is a URL, and only files are read`, `Fetch it yourself: curl -fsSL ${path} | kubectl traffic … -f -.`);

/** Each thing is read once. */
const isNew = (real: string, { seen }: Walk): boolean => !seen.has(real) && Boolean(seen.add(real));

const kindOf = (found: Stats): string => (found.isFIFO() ? "a pipe (FIFO)" : found.isSocket() ? "a socket" : "a device");

const visitFolder = async (path: string, walk: Walk): Promise<void> => {
  try {
    if (!isNew(await realpath(path), walk)) return;
    const entries = (await readdir(path, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const isChart = entries.some(({ name }) => name === "Chart.yaml");
    for (const entry of entries) {
      if (isChart && entry.name === "templates") walk.skipped.push(`${join(path, entry.name)} (Helm templates; render them: helm template ${path} | kubectl traffic … -f -)`);
      else await visitEntry(path, entry, walk);
    }
  } catch (error) {
    walk.problems.push(unopenable(path, error));
  }
};

const visitEntry = async (folder: string, entry: Dirent, walk: Walk): Promise<void> => {
  const path = join(folder, entry.name);
  const isLink = entry.isSymbolicLink();
  if (entry.isDirectory() || (isLink && !EXTENSIONS.test(entry.name))) {
    if (!entry.name.startsWith(".") && !SKIPPED_FOLDERS.has(entry.name)) await visitIfFolder(path, isLink, walk);
  } else if (OTHER_FILES.test(entry.name)) walk.skipped.push(path);
  else if (EXTENSIONS.test(entry.name)) await visit(path, false, walk);
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
