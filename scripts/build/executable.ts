import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root, run } from "../processes.ts";
import { bundle } from "./bundle.ts";
import { thirdPartyLicenses } from "./licenses.ts";
import { thisPlatform } from "./targets.ts";

/**
 * Bun settings that are no matter of taste:
 * - esbuild bundles first, because Bun replaces `undici` by a shim that ignores a kubeconfig's certificate authority;
 * - bytecode with top-level await needs ESM;
 * - split, since one piece is loaded whole at every start, whatever the command;
 * - without the last two, the program would run what a .env or bunfig.toml in the user's current folder says.
 */
const compileFlags = [
  "--compile",
  "--bytecode",
  "--format=esm",
  "--splitting",
  "--no-compile-autoload-dotenv",
  "--no-compile-autoload-bunfig",
];

/** kubectl asks an executable of this name for completions; the program answers them as a command of its own. */
const completionScript = '#!/bin/sh\nexec kubectl-traffic __complete "$@"\n';

/** Writes one self-contained executable for `target` to `outfile`, with the licences of what is inside beside it. */
export async function buildExecutable(target: string, outfile: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "traffic-build-"));
  try {
    const metafile = await bundle({ outdir: folder, splitting: true, minifyWhitespace: true, minifySyntax: true });
    mkdirSync(dirname(outfile), { recursive: true });
    const args = ["build", join(folder, "main.js"), ...compileFlags, `--target=bun-${target}`, `--outfile=${outfile}`];
    // Bun leaves a temporary copy of the executable in the folder it is called from when it fails.
    const { code, output } = await run(bunPath(), args, { cwd: folder });
    if (code !== 0) throw new Error(`bun build failed for ${target}:\n${output}`);
    writeFileSync(join(dirname(outfile), "THIRD-PARTY-LICENSES"), thirdPartyLicenses(metafile));
    writeFileSync(join(dirname(outfile), "kubectl_complete-traffic"), completionScript, { mode: 0o755 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Bun's binary comes in the package of the platform. The install script of the package `bun`,
 * where somebody let it run, moves it from there over the placeholder in `bun` itself.
 */
function bunPath(): string {
  const platform = thisPlatform().replace("arm64", "aarch64");
  const file = process.platform === "win32" ? "bun.exe" : "bun";
  const places = [`@oven/bun-${platform}/bin/${file}`, `@oven/bun-${platform}-musl/bin/${file}`, "bun/bin/bun.exe"];
  const found = places.map((place) => join(root, "node_modules", place)).find(isProgram);
  if (!found) throw new Error(`Bun is not installed for ${thisPlatform()}: none of ${places.join(", ")} is a program in node_modules.`);
  return found;
}

function isProgram(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 1_000_000;
}
