// Runs a command and measures wall time and, on Linux, peak memory.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Measure {
  readonly seconds: number;
  /** Peak resident memory in MB; undefined where /proc does not tell. */
  readonly peak: number | undefined;
}

/** What the kernel holds to be the peak so far; it only grows, so the last reading before the end is the peak. */
const peakOf = (pid: number | undefined): number => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

/** Answers with findings (1) or unknown (3) are answers. */
const answered = new Set([0, 1, 3]);

const once = ([program = "", ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<Measure> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, args, { env, stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    let peak = 0;
    const sampling = setInterval(() => { peak = Math.max(peak, peakOf(child.pid)); }, 5);
    child.stderr.on("data", (chunk) => { stderr += String(chunk); });
    child.on("error", reject);
    child.on("close", (code) => {
      const seconds = (performance.now() - started) / 1000;
      clearInterval(sampling);
      if (!answered.has(code ?? -1)) reject(new Error(`${[program, ...args].join(" ")} ended with ${code}:\n${stderr.slice(-2000)}`));
      resolve({ seconds, peak: peak > 0 ? peak : undefined });
    });
  });

/** The best of several runs: what the program takes, with as little as possible of what else the machine did. */
export const measure = async (command: readonly string[], runs: number, env: NodeJS.ProcessEnv = process.env): Promise<Measure> => {
  const all: Measure[] = [];
  for (let run = 0; run < runs; run += 1) all.push(await once(command, env));
  const peaks = all.flatMap(({ peak }) => peak ?? []);
  return { seconds: Math.min(...all.map(({ seconds }) => seconds)), peak: peaks.length > 0 ? Math.min(...peaks) : undefined };
};

/** One line of a report: a ratio with what it was made of, and whether it is within its limit. */
export const line = (what: string, ratio: number, limit: number, parts: string): string =>
  `${ratio <= limit ? "within" : "OVER  "}  ${ratio.toFixed(2)} x (at most ${limit} x)  ${what}: ${parts}`;

export const ms = (seconds: number): string => (seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(2)} s`);
export const mb = (peak: number | undefined): string => (peak === undefined ? "?" : `${Math.round(peak)} MB`);
