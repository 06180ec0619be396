// npm run check                            everything a change must pass
// npm run check -- --skip tests            without the named steps
// npm run check -- --only lint,layers      only the named steps
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { run, runTool, type Finished } from "./processes.ts";

interface Step {
  readonly name: string;
  readonly asks: string;
  readonly run: () => Promise<Finished>;
}

const script = (name: string, ...args: string[]): Promise<Finished> => run(process.execPath, [`scripts/${name}.ts`, ...args]);

const steps: readonly Step[] = [
  { name: "types", asks: "Does it compile?", run: () => runTool("typescript", ["-p", "."]) },
  { name: "core", asks: "Does the core compile without Node?", run: () => runTool("typescript", ["-p", "src/core"]) },
  { name: "lint", asks: "Is it within the limits of .oxlintrc.json?", run: () => runTool("oxlint", ["--deny-warnings"]) },
  { name: "layers", asks: "Are the borders between the folders kept?", run: () => script("layers") },
  { name: "dead code", asks: "Is every file, export and package used?", run: () => runTool("knip", []) },
  { name: "pages", asks: "Are the generated pages up to date?", run: () => script("generate", "--check") },
  { name: "tests", asks: "Do the tests pass?", run: () => script("test") },
];

const { values } = parseArgs({ options: { skip: { type: "string" }, only: { type: "string" } } });
const skipped = named(values.skip) ?? [];
const wanted = named(values.only) ?? steps.map(({ name }) => name);

function named(list: string | undefined): readonly string[] | undefined {
  const names = list?.split(",").map((name) => name.trim());
  const unknown = names?.filter((name) => !steps.some((step) => step.name === name)) ?? [];
  if (unknown.length === 0) return names;
  console.error(`There is no step ${unknown.join(", ")}. The steps: ${steps.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

/** Runs one step, prints its line, and its output where it failed. */
async function report(step: Step): Promise<boolean> {
  const started = performance.now();
  const { code, output } = await step.run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${step.name.padEnd(10)} ${seconds} s  ${step.asks}`);
  if (code !== 0) console.log(output.trimEnd().replaceAll(/^/gm, "       | "));
  return code === 0;
}

let failed = 0;
const chosen = steps.filter(({ name }) => wanted.includes(name) && !skipped.includes(name));
for (const step of chosen) if (!(await report(step))) failed += 1;
console.log(failed === 0 ? `All ${chosen.length} checks passed.` : `${failed} of ${chosen.length} checks failed.`);
const results = process.env["TRAFFIC_RESULTS"];
if (results) writeFileSync(join(results, "check.json"), JSON.stringify({ numPassedTests: chosen.length - failed, numFailedTests: failed }));
process.exitCode = failed > 0 ? 1 : 0;
