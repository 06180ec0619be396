import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";

export type ServerProcess = {
  readonly name: string;
  /** Settles when the process has ended, with what it last logged. */
  readonly ended: Promise<string>;
  /** Ends it at once; etcd's and the API server's files survive that as they survive a crash. */
  stop(): Promise<void>;
};

// Runs a command until it ends or the pipe on its standard input closes. The pipe closes when this process
// ends, however that happens, so that no server outlives the tests, not even after a SIGKILL.
const guardScript = `
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
(read -r _ <&3; kill -KILL "$server") 2>/dev/null &
watcher=$!
wait "$server"
kill "$watcher" 2>/dev/null
`;

export function startProcess(name: string, command: readonly string[], logFile: string): ServerProcess {
  const log = openSync(logFile, "a");
  const child = spawn("/bin/sh", ["-c", guardScript, name, ...command], { stdio: ["pipe", log, log] });
  closeSync(log);
  // A pipe to a process that is gone answers EPIPE; its end is reported through `ended`.
  child.stdin?.on("error", () => undefined);
  const ended = new Promise<string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("exit", () => resolve(lastLines(logFile)));
  });
  return {
    name,
    ended,
    stop: async () => {
      child.stdin?.destroy();
      await ended;
    },
  };
}

/** Ports that were free a moment ago; whoever uses them must be ready to lose the race and ask again. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const listeners = await Promise.all(Array.from({ length: count }, listenAnywhere));
  await Promise.all(listeners.map(({ close }) => close()));
  return listeners.map(({ port }) => port);
}

function listenAnywhere(): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const listener = createServer();
    listener.on("error", reject).listen(0, "127.0.0.1", () => {
      const address = listener.address();
      if (address === null || typeof address === "string") return reject(new Error("no TCP port"));
      const close = (): Promise<void> => new Promise((closed) => listener.close(() => closed()));
      return resolve({ port: address.port, close });
    });
  });
}

async function lastLines(logFile: string): Promise<string> {
  const log = await readFile(logFile, "utf8").catch(() => "");
  return log.trim().split("\n").slice(-8).join("\n");
}
