/** The one place where the program meets its process. */
import { exitCodes } from "./errors.ts";
import type { Streams } from "./streams.ts";

type Main = (argv: readonly string[], streams: Streams) => Promise<number>;

export const runAsProgram = async (main: Main): Promise<void> => {
  endQuietlyWithoutReader();
  process.once("SIGINT", () => {
    // A progress line may be on the screen.
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
    process.exit(exitCodes.interrupted);
  });
  const { stdout, stderr, env } = process;
  // Standard input is opened by whoever reads it: opened for nothing it would keep the program waiting for its end.
  const streams: Streams = { get stdin() { return process.stdin; }, stdout, stderr, env, program: process.execPath };
  process.exitCode = await main(process.argv.slice(2), streams);
};

/** `| head` closes the pipe when it has enough; that is no error. */
const endQuietlyWithoutReader = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(exitCodes.fine);
      throw error;
    });
  }
};
