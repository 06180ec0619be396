/** Runs the command line: main() in this process, or the executable that TRAFFIC_PROGRAM names. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { main } from "../../src/cli/main.ts";

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** No cluster, no colours, a terminal of 80 columns that shows Unicode. */
const bare = { HOME: "/nonexistent", PATH: "/nonexistent", LANG: "en_US.UTF-8" };

export const runProgram = (argv: readonly string[], surroundings: Surroundings = {}): Promise<Run> => {
  const program = process.env["TRAFFIC_PROGRAM"];
  return program ? spawned(program, argv, surroundings) : inProcess(argv, surroundings);
};

const spawned = async (program: string, argv: readonly string[], { cwd = process.cwd(), stdin = "", env = {} }: Surroundings): Promise<Run> => {
  // The npm package is started by Node, which the bare PATH does not lead to.
  const [command, before] = program.endsWith(".js") ? [process.execPath, [program]] : [program, []];
  const child = spawn(command, [...before, ...argv], { cwd, env: { ...bare, ...env } });
  child.stdin.end(stdin);
  const code = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve(status ?? -1));
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr, code: await code };
};

const inProcess = async (argv: readonly string[], { cwd, stdin = "", env = {} }: Surroundings): Promise<Run> => {
  const before = process.cwd();
  const written = { stdout: "", stderr: "" };
  const output = (name: keyof typeof written) => ({ write: (part: string) => { written[name] += part; } });
  try {
    if (cwd) process.chdir(cwd);
    const code = await main(argv, { stdin: bytes(stdin), stdout: output("stdout"), stderr: output("stderr"), env: { ...bare, ...env } });
    return { ...written, code };
  } finally {
    process.chdir(before);
  }
};

async function* bytes(content: string): AsyncIterable<Uint8Array> {
  if (content !== "") yield Buffer.from(content);
}
