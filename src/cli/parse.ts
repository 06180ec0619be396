/** From words to a command with its flags, by stricli; or to help, or to what is wrong with the words. */
import {
  buildApplication, buildCommand, buildRouteMap, type CommandContext, EnumValidationError, formatMessageForArgumentScannerError,
  ArgumentScannerError, numberParser, run, text_en,
} from "@stricli/core";
import { normalise } from "./argv.ts";
import { type Command, type FlagSpec, type FlagSpecs, flagName } from "./command.ts";

export type Parsed =
  | { readonly kind: "command"; readonly command: Command; readonly flags: Readonly<Record<string, unknown>>; readonly args: readonly string[] }
  | { readonly kind: "help"; readonly command?: Command }
  | { readonly kind: "wrong"; readonly problems: readonly string[]; readonly command?: Command };

export const parse = async (argv: readonly string[], commands: readonly Command[]): Promise<Parsed> => {
  const invocation = normalise(argv, allFlags(commands));
  const command = commands.find(({ name }) => name === invocation.command);
  let chosen: Parsed | undefined;
  const problems: string[] = [];
  const application = applicationOf(commands, (parsed) => { chosen = parsed; });
  const output = { write: (text: string) => { problems.push(text.trimEnd()); } };
  await run(application, invocation.inputs, { process: { stdout: output, stderr: output, env: {} } });
  return chosen ?? { kind: "wrong", problems, ...(command === undefined ? {} : { command }) };
};

/** Flags of one name are the same in every command that has them. */
export const allFlags = (commands: readonly Command[]): FlagSpecs => Object.assign({}, ...commands.map(({ flags }) => flags));

type Choose = (parsed: Parsed) => void;

const applicationOf = (commands: readonly Command[], choose: Choose) =>
  buildApplication<CommandContext>(
    buildRouteMap({
      routes: Object.fromEntries(commands.map((command) => [command.name, routeOf(command, choose)])),
      docs: { brief: "kubectl traffic" },
    }),
    {
      name: "kubectl traffic",
      scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
      documentation: { disableAnsiColor: true },
      localization: { text: texts },
    },
    {
      help: {
        flag: {
          brief: "Show help",
          global: true,
          defaultForRouteMap: true,
          run: (_, { result }) => {
            const command = commands.find(({ name }) => name === result.prefix[1]);
            choose({ kind: "help", ...(command === undefined ? {} : { command }) });
          },
        },
      },
    },
  );

const routeOf = (command: Command, choose: Choose) =>
  buildCommand<NonNullable<unknown>, string[], CommandContext>({
    func: (flags, ...args) => choose({ kind: "command", command, flags: Object.fromEntries(Object.entries(flags)), args }),
    parameters: {
      flags: Object.fromEntries(Object.entries(command.flags).map(([name, spec]) => [name, parameterOf(spec)])),
      positional: {
        kind: "array",
        parameter: { brief: command.positional?.brief ?? "", placeholder: command.positional?.placeholder ?? "argument", parse: String },
        minimum: command.positional?.minimum ?? 0,
        maximum: command.positional?.maximum ?? 0,
      },
    },
    docs: { brief: command.summary },
  });

const parameterOf = (spec: FlagSpec) => {
  const brief = spec.brief;
  switch (spec.kind) {
    case "switch": return { kind: "boolean", brief, optional: true, withNegated: false } as const;
    case "number": return { kind: "parsed", brief, optional: true, parse: numberParser } as const;
    case "value": return spec.choices === undefined
      ? { kind: "parsed", brief, optional: true, parse: String } as const
      : { kind: "enum", brief, optional: true, values: spec.choices } as const;
    case "list": return { kind: "parsed", brief, optional: true, parse: String, variadic: spec.separator ?? true } as const;
  }
};

const didYouMean = (corrections: readonly string[]): string =>
  corrections.length === 0 ? "" : ` Did you mean ${corrections.map((one) => one.replaceAll("`", "")).map(flagName).join(" or ")}?`;

const sayScannerError = (error: ArgumentScannerError): string => formatMessageForArgumentScannerError(error, {
  AliasNotFoundError: ({ input }) => `There is no flag -${input}.`,
  FlagNotFoundError: ({ input, corrections }) => `There is no flag --${input}.${didYouMean(corrections.map((one) => `--${one}`))}`,
  UnsatisfiedFlagError: ({ externalFlagName }) => `--${flagName(externalFlagName)} needs a value.`,
  UnsatisfiedPositionalError: ({ placeholder }) => `${placeholder.toUpperCase()} is missing.`,
  UnexpectedPositionalError: ({ input, expectedCount }) =>
    expectedCount === 0 ? `"${input}" is one word too many: this command takes only flags.` : `"${input}" is one word too many: this command takes at most ${expectedCount}.`,
  EnumValidationError: ({ externalFlagName, input, values }: EnumValidationError) => `--${flagName(externalFlagName)} cannot be "${input}": it is one of ${values.join(", ")}.`,
  ArgumentParseError: ({ externalFlagNameOrPlaceholder, input, exception }) =>
    `--${flagName(externalFlagNameOrPlaceholder)} cannot be "${input}"${exception instanceof Error ? `: ${exception.message}` : ""}.`,
});

const texts = {
  ...text_en,
  noCommandRegisteredForInput: ({ input, corrections }: { readonly input: string; readonly corrections: readonly string[] }) =>
    `There is no command "${input}".${didYouMean(corrections)}`,
  exceptionWhileParsingArguments: (error: unknown) => (error instanceof ArgumentScannerError ? sayScannerError(error) : String(error)),
};
