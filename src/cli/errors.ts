/** What went wrong, in words, and the exit code that stands for it. */
import { plain, plainLines } from "../render/text/terminal.ts";
import type { Streams } from "./streams.ts";

export const exitCodes = { fine: 0, findings: 1, usage: 2, unknown: 3, bug: 70, interrupted: 130 } as const;

/** UsageError and LoadError, told by what they carry: this file must not load what throws them. */
interface Fixable extends Error {
  readonly code: string;
  readonly hint: string;
}

const isFixable = (error: unknown): error is Fixable =>
  error instanceof Error && "hint" in error && typeof error.hint === "string" && "code" in error && typeof error.code === "string";

/** Says it on stderr and answers the exit code. */
export const report = (error: unknown, streams: Pick<Streams, "stderr" | "env">): number => {
  if (isFixable(error)) {
    streams.stderr.write(`error: ${sentence(error.message)}\n${error.hint === "" ? "" : `${plainLines(error.hint).join("\n")}\n`}`);
    return exitCodes.usage;
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && streams.env["TRAFFIC_DEBUG"] ? plainLines(error.stack ?? "") : [];
  streams.stderr.write(
    [
      `error: kubectl-traffic has a bug: ${sentence(message)}`,
      ...stack,
      "Please report it with the command, the output of kubectl traffic version, and what it prints with TRAFFIC_DEBUG=1.",
      "",
    ].join("\n"),
  );
  return exitCodes.bug;
};

const sentence = (text: string): string => `${plain(text, 4000)}${/[.!?]$/.test(text) ? "" : "."}`;
