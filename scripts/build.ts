// npm run build                              dist/kubectl-traffic for this machine, and the npm package in dist/npm
// npm run build -- --target linux-arm64      dist/linux-arm64/kubectl-traffic (may be repeated)
// npm run build -- --package                 the npm package alone
import { statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildExecutable } from "./build/executable.ts";
import { buildPackage } from "./build/package.ts";
import { executableName, targets, thisPlatform } from "./build/targets.ts";
import { root } from "./processes.ts";

const { values } = parseArgs({ options: { target: { type: "string", multiple: true, default: [] }, package: { type: "boolean", default: false } } });

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const started = performance.now();
  await work();
  console.log(`${what}  ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

async function executable(target: string, folder: string): Promise<void> {
  const file = join(root, folder, executableName(target));
  await timed(`${folder}/${executableName(target)}`, () => buildExecutable(target, file));
  console.log(`  ${(statSync(file).size / 1e6).toFixed(0)} MB, ${target}`);
}

async function main(): Promise<void> {
  const unknown = values.target.find((name) => !(name in targets));
  if (unknown) throw new Error(`There is no target ${unknown}. The targets: ${Object.keys(targets).join(", ")}.`);
  for (const target of values.target) await executable(target, `dist/${target}`);
  if (values.target.length > 0) return;
  if (!values.package) await executable(thisPlatform(), "dist");
  await timed("dist/npm", () => buildPackage(join(root, "dist", "npm")));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
