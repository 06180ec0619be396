import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

export interface Finished {
  readonly code: number;
  /** stdout and stderr as they came; empty when the output went straight to the terminal. */
  readonly output: string;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Print the output as it comes instead of keeping it. */
  readonly show?: boolean;
}

/** Runs a program to its end. A program that cannot be started or that a signal ends counts as failed with code 1. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: options.show ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", (error) => done({ code: 1, output: `${program} could not be started: ${error.message}\n` }));
    child.on("close", (code, signal) => {
      if (signal) output += `${program} was ended by ${signal}\n`;
      done({ code: code ?? 1, output });
    });
  });
}

/** Runs the command `bin` that the development package `name` brings. */
export function runTool(name: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return run(process.execPath, [toolPath(name), ...args], options);
}

function toolPath(name: string): string {
  const folder = join(root, "node_modules", name);
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const bin = field(manifest, "bin");
  const path = typeof bin === "string" ? bin : field(bin, name === "typescript" ? "tsc" : name);
  if (typeof path !== "string") throw new Error(`The package ${name} has no command.`);
  return join(folder, path);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
