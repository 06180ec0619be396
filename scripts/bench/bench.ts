// The figures that the project promises, each a ratio in one run on one machine: npm run bench [-- startup files cluster]
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findAssets } from "../../test/cluster/assets.ts";
import { root } from "../processes.ts";
import { cluster } from "./cluster.ts";
import { files } from "./files.ts";
import { startup } from "./startup.ts";

const program = join(root, "dist/kubectl-traffic");
const bun = join(root, "node_modules/.bin/bun");

const startupLines = async (): Promise<readonly string[]> => {
  const found = await findAssets();
  return "skipReason" in found ? [`skipped: start-up against kubectl, ${found.skipReason}`] : startup(program, found.assets.kubectl);
};

const parts: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  startup: startupLines,
  files: () => files(program, [existsSync(bun) ? bun : process.execPath, join(import.meta.dirname, "parse-alone.ts")]),
  cluster: () => cluster(program),
};

if (!existsSync(program)) {
  console.error("dist/kubectl-traffic does not exist: npm run build first");
  process.exitCode = 2;
} else {
  const asked = process.argv.slice(2);
  for (const [name, part] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(name);
    for (const one of await part()) console.log(`  ${one}`);
  }
}
