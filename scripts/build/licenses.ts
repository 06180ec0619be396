import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { root } from "../processes.ts";

/** The licences of every package inside a bundle, which their terms ask to be passed on. */
export function thirdPartyLicenses(metafile: Metafile): string {
  const folders = new Set(Object.keys(metafile.inputs).flatMap((path) => packageFolder(path) ?? []));
  const sections = [...folders].sort().map((folder) => `${"=".repeat(72)}\n${folder.replace(/^.*node_modules\//, "")}\n\n${licenseText(folder)}\n`);
  return `This program contains the packages below, each under its own licence.\n\n${sections.join("\n")}`;
}

/** "node_modules/@scope/name/lib/x.js" -> "node_modules/@scope/name"; nested copies count by themselves. */
function packageFolder(path: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

function licenseText(folder: string): string {
  const full = join(root, folder);
  const file = existsSync(full) ? readdirSync(full).find((name) => /^(licen[sc]e|copying)/i.test(name)) : undefined;
  if (file) return readFileSync(join(full, file), "utf8").trim();
  const manifest: { license?: string } = JSON.parse(readFileSync(join(full, "package.json"), "utf8"));
  return `Licence: ${manifest.license ?? "not stated"}`;
}
