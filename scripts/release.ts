// npm run release -- --homepage https://github.com/OWNER/kubectl-traffic
// The archives of all platforms and the krew manifest for them, in dist/release.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildExecutable } from "./build/executable.ts";
import { executableName, targets } from "./build/targets.ts";
import { root, run } from "./processes.ts";
import { archiveName, pack } from "./release/archive.ts";
import { krewManifest } from "./release/krew.ts";

const folder = join(root, "dist", "release");
const { version }: { version: string } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

async function release(homepage: string): Promise<void> {
  const checksums: Record<string, string> = {};
  for (const target of Object.keys(targets)) {
    const built = join(root, "dist", target);
    const executable = join(built, executableName(target));
    await buildExecutable(target, executable);
    await sign(target, executable);
    const name = archiveName(version, target);
    checksums[target] = await pack(target, built, join(folder, name));
    console.log(`${checksums[target]}  ${name}`);
  }
  const template = readFileSync(join(root, "krew-manifest.yaml"), "utf8");
  writeFileSync(join(folder, "traffic.yaml"), krewManifest(template, { version, homepage, checksums }));
  console.log("dist/release/traffic.yaml is the manifest for krew-index.");
}

/** Bun leaves a stale signature in executables for Intel Macs, which macOS refuses to start; only a Mac can sign again. */
async function sign(target: string, executable: string): Promise<void> {
  if (target !== "darwin-x64") return;
  if (process.platform !== "darwin") return console.warn(`${executable} is not signed: run the release on a Mac before you publish it.`);
  const { code, output } = await run("codesign", ["--force", "--sign", "-", executable]);
  if (code !== 0) throw new Error(`codesign failed:\n${output}`);
}

const { values } = parseArgs({ options: { homepage: { type: "string" } } });
if (values.homepage) await release(values.homepage);
else {
  console.error("Usage: npm run release -- --homepage URL (of the repository whose releases will have the archives)");
  process.exitCode = 2;
}
