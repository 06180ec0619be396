// npm test [-- vitest's arguments]        everything but the cluster tests
// npm run test:cases                      the command-line cases only (TRAFFIC_PROGRAM chooses the program)
// npm run test:cluster                    the tests against a real kube-apiserver
import { join } from "node:path";
import { run, runTool } from "./processes.ts";

const suites = {
  unit: ["--project", "unit"],
  cases: ["--project", "unit", "test/cases/"],
  cluster: ["--project", "cluster"],
} as const;

type Suite = keyof typeof suites;

/** Why the cluster tests cannot run on this machine, or undefined when they can. */
async function missingForCluster(): Promise<string | undefined> {
  if (process.env["KUBEBUILDER_ASSETS"]) return undefined;
  const go = await run("go", ["version"]);
  if (go.code === 0) return undefined;
  return "Go is not installed, which builds their kube-apiserver (or set KUBEBUILDER_ASSETS to a folder with kube-apiserver, etcd and kubectl)";
}

/** A machine-readable copy of the results, for the sum at the end of .ci/run. */
function resultArguments(suite: Suite): string[] {
  const folder = process.env["TRAFFIC_RESULTS"];
  if (!folder) return [];
  const name = process.env["TRAFFIC_RESULT_NAME"] ?? suite;
  return ["--reporter=default", "--reporter=json", `--outputFile.json=${join(folder, `${name}.json`)}`];
}

async function main(argv: readonly string[]): Promise<number> {
  const [suite, rest] = argv[0] === "--suite" ? [suiteNamed(argv[1]), argv.slice(2)] : (["unit", argv] as const);
  if (!suite) return usage();
  const missing = suite === "unit" || suite === "cluster" ? await missingForCluster() : undefined;
  if (suite === "cluster" && missing) {
    console.error(`The cluster tests cannot run: ${missing}.`);
    return 1;
  }
  const { code } = await runTool("vitest", ["run", ...suites[suite], ...resultArguments(suite), ...rest], { show: true });
  if (suite === "unit") {
    console.log(`Cluster tests skipped: ${missing ?? "they build a kube-apiserver once (about 5 minutes); npm run test:cluster runs them"}.`);
  }
  return code;
}

function suiteNamed(name: string | undefined): Suite | undefined {
  return name === "unit" || name === "cases" || name === "cluster" ? name : undefined;
}

function usage(): number {
  console.error(`Usage: npm test [-- ARGUMENTS OF VITEST], or --suite with one of ${Object.keys(suites).join(", ")}.`);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
