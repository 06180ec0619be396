import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";
import { root } from "../processes.ts";
import { leanKubernetesClient } from "./lean.ts";

/** The program: it runs when executed and exports main(argv, streams). */
const entry = "src/cli/main.ts";

/**
 * A module named *.embed.ts reads files of the repository when it is imported and
 * exports what it read as plain values. In development that happens at run time;
 * a build imports the module once and puts the values in its place, so that the
 * result needs no files beside it.
 */
const embeddedValues: Plugin = {
  name: "embedded-values",
  setup(builder) {
    builder.onLoad({ filter: /\.embed\.ts$/ }, async ({ path }) => {
      const values: Readonly<Record<string, unknown>> = await import(pathToFileURL(path).href);
      const contents = Object.entries(values).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`);
      return { contents: contents.join("\n"), loader: "js" };
    });
  },
};

/** Some dependencies are CommonJS and call require() for Node's own modules. */
const requireForCommonJs =
  'import { createRequire as createRequireForBundle } from "node:module"; const require = createRequireForBundle(import.meta.url);';

/**
 * Bundles the program with all its dependencies as ESM for Node, `import.meta.main` settled.
 * Returns what went into it.
 */
export async function bundle(output: Pick<BuildOptions, "outdir" | "splitting" | "chunkNames" | "minifyWhitespace" | "minifySyntax">): Promise<Metafile> {
  if (!existsSync(join(root, entry))) throw new Error(`${entry} does not exist: it is the program that the builds start from.`);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22.12",
    banner: { js: requireForCommonJs },
    define: { "import.meta.main": "true" },
    plugins: [embeddedValues, leanKubernetesClient],
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    ...output,
  });
  return metafile;
}
