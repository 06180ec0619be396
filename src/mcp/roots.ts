/** Files that a call may read: below the folders that the user named, wherever links lead. */
import { readdir, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { UsageError } from "../operations/operation.ts";

/** A folder with more entries is no folder of manifests. */
const MOST_ENTRIES = 20_000;

/** The real paths of the files and folders asked for, or a UsageError when any of them leads out of every root. */
export const confined = async (paths: readonly string[], roots: readonly string[]): Promise<readonly string[]> => {
  if (roots.length === 0) {
    throw new UsageError("NoRoots", "this server may not read files: it was started without --root", "Pass the YAML itself as `manifests`, or ask the user to start the server with --root FOLDER.");
  }
  const real = await Promise.all(roots.map(realRoot));
  return Promise.all(paths.map((path) => confinedPath(path, real)));
};

const realRoot = async (root: string): Promise<string> => {
  try {
    return await realpath(root);
  } catch {
    throw new UsageError("RootNotFound", `the folder ${root} that this server was started with does not exist`, "Ask the user to start the server with a --root that exists, or pass the YAML itself as `manifests`.");
  }
};

const confinedPath = async (path: string, roots: readonly string[]): Promise<string> => {
  const found = await firstReal(candidates(path, roots));
  // What lies outside is refused in the same words whether it exists or not: a call must not explore the machine.
  if (found === undefined || !isWithin(found, roots)) throw outside(path, roots);
  if ((await stat(found)).isDirectory()) await refuseEscapes(found, path, roots);
  return found;
};

const candidates = (path: string, roots: readonly string[]): readonly string[] =>
  isAbsolute(path) ? [path] : roots.map((root) => resolve(root, path));

const firstReal = async (paths: readonly string[]): Promise<string | undefined> => {
  for (const path of paths) {
    const real = await realpath(path).catch(() => undefined);
    if (real !== undefined) return real;
  }
  return undefined;
};

const isWithin = (path: string, roots: readonly string[]): boolean =>
  roots.some((root) => {
    const way = relative(root, path);
    return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
  });

/** The loader follows links, so every link below a folder has to stay inside too. */
const refuseEscapes = async (folder: string, asked: string, roots: readonly string[]): Promise<void> => {
  const seen = new Set<string>();
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const entries = await readdir(next, { withFileTypes: true }).catch(() => []);
    if (entries.length + seen.size > MOST_ENTRIES) throw new UsageError("TooManyFiles", `${asked} holds more than ${MOST_ENTRIES} entries`, "Name the folder or the files that matter.");
    for (const entry of entries) {
      const path = join(next, entry.name);
      if (entry.isDirectory()) waiting.push(path);
      if (!entry.isSymbolicLink()) continue;
      const real = await realpath(path).catch(() => undefined);
      if (real === undefined) continue;
      if (!isWithin(real, roots)) throw new UsageError("LinkLeadsOutside", `${path} is a link that leads out of the folders this server may read`, "Name the files that matter instead of the folder.");
      if ((await stat(real)).isDirectory()) waiting.push(real);
    }
  }
};

const outside = (path: string, roots: readonly string[]): UsageError =>
  new UsageError("OutsideRoots", `${path} is not below the folders this server may read: ${roots.join(", ")}`, "Name a file or folder below them (relative paths start there), or pass the YAML itself as `manifests`.");
