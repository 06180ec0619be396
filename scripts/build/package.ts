import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../processes.ts";
import { bundle } from "./bundle.ts";
import { thirdPartyLicenses } from "./licenses.ts";

/** What stands in the package as it stands in the repository. */
const copied = ["README.md", "LICENSE", "skills", "prompts", "src/loaders/demo/platform"];

/** What the published package says about itself; everything it needs is bundled, so it depends on nothing. */
const published = ["name", "version", "description", "keywords", "license", "type", "engines"] as const;

/** Node tells of a syntax error where it is too old for the program; this says what is wrong instead. */
function launcher(prelude: string): string {
  return `#!/usr/bin/env node
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(\`kubectl-traffic needs Node 22.12 or newer and this is Node \${process.versions.node}: use a newer Node or the executable without Node.\\n\`);
  process.exit(2);
}
${prelude}await import("./lib/main.js");
`;
}

/** Writes the npm package to `folder`: ESM in chunks, so that a command loads only what it uses. */
export async function buildPackage(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const metafile = await bundle({ outdir: join(folder, "lib"), splitting: true, chunkNames: "[name]-[hash]" });
  const bin = {
    "kubectl-traffic": "kubectl-traffic.js",
    "kubectl_complete-traffic": "kubectl_complete-traffic.js",
  };
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text, { mode: name.endsWith(".js") ? 0o755 : 0o644 });
  write(bin["kubectl-traffic"], launcher(""));
  write(bin["kubectl_complete-traffic"], launcher('process.argv.splice(2, 0, "__complete");\n'));
  write("package.json", `${JSON.stringify({ ...publishedFields(), bin }, undefined, 2)}\n`);
  write("THIRD-PARTY-LICENSES", thirdPartyLicenses(metafile));
  for (const path of copied) if (existsSync(join(root, path))) cpSync(join(root, path), join(folder, path), { recursive: true });
}

function publishedFields(): Readonly<Record<string, unknown>> {
  const manifest: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.fromEntries(published.map((name) => [name, manifest[name]]));
}
