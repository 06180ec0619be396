import { isBuiltin } from "node:module";
import { COMPUTED, filesUnder, importsOf, type Import } from "./imports.ts";
import { layers, passages, type Layer } from "./rules.ts";

export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
  readonly why: string;
}

export interface BorderReport {
  readonly files: number;
  readonly imports: number;
  readonly violations: readonly Violation[];
}

/** Checks every import of every file under `root`/src against the rules. */
export function checkBorders(root: string): BorderReport {
  const files = filesUnder(root, "src");
  const imports = files.flatMap((file) => importsOf(root, file));
  const homeless = files.filter((file) => !layerOf(file)).map(homelessFile);
  const crossings = imports.flatMap((one) => judge(one) ?? []);
  return { files: files.length, imports: imports.length, violations: [...homeless, ...crossings, ...blindness(files, imports)] };
}

/** A checker that sees no imports finds no violations: that is a broken checker, not a clean project. */
function blindness(files: readonly string[], imports: readonly Import[]): Violation[] {
  if (files.length > 1 && imports.length > 0) return [];
  const problem = `only ${files.length} files and ${imports.length} imports were found`;
  return [{ file: "src", line: 1, problem, why: "The parser no longer understands these files, or the folder is wrong." }];
}

function homelessFile(file: string): Violation {
  return { file, line: 1, problem: "belongs to no layer", why: "Move it into a folder of scripts/layers/rules.ts, or give its folder a row there." };
}

function judge(one: Import): Violation | undefined {
  const layer = layerOf(one.file);
  if (!layer || isAllowed(one, layer)) return undefined;
  return { file: one.file, line: one.line, problem: `${layer.path} may not import ${one.target}`, why: layer.why };
}

function isAllowed(one: Import, layer: Layer): boolean {
  const { target } = one;
  if (target === COMPUTED) return false;
  if (one.local) return [layer.path, ...layer.imports].some((path) => isWithin(target, path)) || isPassage(one);
  if (target === "node:*" || isBuiltin(target)) return layer.node;
  return layer.packages.includes(packageOf(target));
}

function isPassage(one: Import): boolean {
  if (one.form !== "dynamic") return false;
  return passages.some(({ file, imports }) => file === one.file && imports.some((path) => isWithin(one.target, path)));
}

function layerOf(file: string): Layer | undefined {
  return layers.filter(({ path }) => isWithin(file, path)).toSorted((a, b) => b.path.length - a.path.length)[0];
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** "@scope/name/sub" -> "@scope/name", "name/sub" -> "name". */
function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
