import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

/** One import of one file. A local target is a path from the root, any other is the specifier as written. */
export interface Import {
  readonly file: string;
  readonly line: number;
  readonly target: string;
  readonly local: boolean;
  readonly form: "static" | "dynamic";
}

/** The target of an import whose specifier is computed, which no border can judge. */
export const COMPUTED = "(computed)";

export function filesUnder(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** Every way a TypeScript module can name another: import, export from, import(), import("x").Type, require, reference. */
export function importsOf(root: string, file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const { program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const found: Import[] = [];
  const add = (specifier: string, offset: number, form: Import["form"] = "static"): void => {
    const line = text.slice(0, offset).split("\n").length;
    const local = specifier.startsWith(".");
    found.push({ file, line, target: local ? posix.join(posix.dirname(file), specifier) : specifier, local, form });
  };
  const addSource = (node: { readonly source: { readonly value: string } | null; readonly start: number }): void => {
    if (node.source) add(node.source.value, node.start);
  };
  new Visitor({
    ImportDeclaration: addSource,
    ExportNamedDeclaration: addSource,
    ExportAllDeclaration: addSource,
    TSImportType: addSource,
    TSExternalModuleReference: (node) => add(node.expression.value, node.start),
    ImportExpression: (node) => add(literal(node.source) ?? COMPUTED, node.start, "dynamic"),
    CallExpression: (node) => {
      if (node.callee.type !== "Identifier" || node.callee.name !== "require") return;
      add(literal(node.arguments[0]) ?? COMPUTED, node.start, "dynamic");
    },
  }).visit(program);
  for (const comment of comments) {
    const reference = /^\/\s*<reference\s+(?:types|path)="([^"]+)"/.exec(comment.value)?.[1];
    if (reference) add(reference === "node" ? "node:*" : reference, comment.start);
  }
  return found;
}

function literal(node: { readonly type: string; readonly value?: unknown } | undefined): string | undefined {
  return node?.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}
