import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/processes.ts";

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages }: { packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));

/** Where Node looks for a package from the folder `from`: its own node_modules, then those above. */
function isLocked(name: string, from: string): boolean {
  const above = from.split("/").map((_, at, parts) => parts.slice(0, parts.length - at).join("/"));
  return [...above, ""].some((folder) => `${folder}${folder ? "/" : ""}node_modules/${name}` in packages);
}

// npm leaves out the packages of other platforms when it could not see them, and `npm ci` then refuses to install anywhere.
test("the lock file has the packages of every platform, so that a fresh clone installs on each", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(name, path)),
  );
  expect(missing).toEqual([]);
});

test("the lock file names no registry, so that everybody installs from their own", () => {
  expect(readFileSync(join(root, "package-lock.json"), "utf8")).not.toMatch(/"resolved": "https?:/);
});
