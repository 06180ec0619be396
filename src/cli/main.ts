import type { Command, McpOptions } from "./command.ts";
import { commands } from "./commands.ts";
import { exitCodes, report } from "./errors.ts";
import type { Parsed } from "./parse.ts";
import { runAsProgram } from "./process.ts";
import type { Streams } from "./streams.ts";

/** parse -> run the command -> exit code. Everything the outside world gives is in `streams`. */
export const main = async (argv: readonly string[], streams: Streams): Promise<number> => {
  try {
    // How kubectl_complete-traffic and the shells ask for candidates.
    if (argv[0] === "__complete") {
      const { complete } = await import("./completion/complete.ts");
      streams.stdout.write(await complete(argv.slice(1), commands, streams));
      return exitCodes.fine;
    }
    return await perform(withoutFlags(argv) ?? await parseWords(argv), streams);
  } catch (error) {
    return report(error, streams);
  }
};

const parseWords = async (argv: readonly string[]): Promise<Parsed> => {
  const { parse } = await import("./parse.ts");
  return parse(argv, commands);
};

/** A command's name alone says all there is to say; the parser then need not even be loaded. */
const withoutFlags = ([name, ...more]: readonly string[]): Parsed | undefined => {
  const command = more.length === 0 ? commands.find((one) => one.name === name && (one.positional?.minimum ?? 0) === 0) : undefined;
  return command && { kind: "command", command, flags: {}, args: [] };
};

const perform = async (parsed: Parsed, streams: Streams): Promise<number> => {
  switch (parsed.kind) {
    case "command": return parsed.command.start(parsed.flags, parsed.args, { streams, serveMcp: (options) => serveMcp(options, streams) });
    case "help": return help(parsed.command, streams);
    case "wrong":
      streams.stderr.write(`${parsed.problems.map((one) => `error: ${one}\n`).join("")}See kubectl traffic ${parsed.command ? `${parsed.command.name} ` : ""}--help.\n`);
      return exitCodes.usage;
  }
};

const help = async (command: Command | undefined, streams: Streams): Promise<number> => {
  const { helpOf, helpOfAll } = await import("./help.ts");
  streams.stdout.write(command === undefined ? helpOfAll(commands) : helpOf(command));
  return exitCodes.fine;
};

const serveMcp = async (options: McpOptions, streams: Streams): Promise<void> => {
  const { serveStdio } = await import("../mcp/server.ts");
  await serveStdio({ ...options, streams });
};

if (import.meta.main) await runAsProgram(main);
