/** A tool is one operation with the inputs that a model may give, and the part of its result that fits an answer. */
import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { OpenSource } from "../../loaders/open.ts";
import { type Described, execute } from "../../operations/operation.ts";
import { fieldsOf, inputSchema, outputSchema } from "../schema.ts";
import type { SourceRequest } from "../sources.ts";

export interface Answer {
  readonly structured: Record<string, unknown>;
  /** A short rendering of the same value. */
  readonly text: string;
}

/** Opens the source of one call and reads from it until the signal ends. */
export type Open = (request: SourceRequest) => Promise<OpenSource>;

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: StandardSchemaWithJSON<Arguments>;
  readonly output: StandardSchemaWithJSON;
  readonly call: (args: Arguments, open: Open, signal: AbortSignal) => Promise<Answer>;
}

export type Arguments = Readonly<Record<string, unknown>>;

/** Beside the operation's result: what a call adds to it. */
const added = {
  truncated: z.boolean(),
  unreadable: z.array(z.string()),
} as const;

export interface Added {
  readonly truncated: boolean;
  /** Documents of the files that were left out, with their places. */
  readonly unreadable: readonly string[];
}

interface ToolSpec<Input, Result, Own extends z.ZodRawShape, Shown extends Result & Added> {
  readonly name: string;
  readonly title: string;
  /** What it answers, in words that a model matches with a question. */
  readonly description: string;
  readonly operation: Described<Input, Result>;
  /** The operation's inputs that a model may give. */
  readonly takes: readonly (keyof Input & string)[];
  /** Inputs of the tool alone. */
  readonly own: Own;
  /** Further fields of the answer. */
  readonly adds: z.ZodRawShape;
  /** What the source knows that the operation wants to be told. */
  readonly told?: (source: OpenSource) => Partial<Input>;
  /** The part that fits. */
  readonly fit: (result: Result, unreadable: readonly string[], own: z.infer<z.ZodObject<Own>>) => Shown;
  readonly text: (shown: Shown) => string;
}

const sourceFields = {
  context: z.string().optional().describe("kubeconfig context; default: the current one"),
  files: z.array(z.string()).optional().describe("YAML files or folders to read, not a cluster"),
  manifests: z.string().optional().describe("YAML to read, not a cluster"),
  complete: z.boolean().optional().describe("The files or manifests hold all there is"),
};
const sourceSchema = z.object(sourceFields);

const chosen = <Value>(fields: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));

/** A misspelt argument would silently ask another question; the error names those that exist. */
const strict = (shape: z.ZodRawShape): z.ZodType<Arguments> =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? `there is no argument ${issue.keys.join(", ")}; the arguments are ${Object.keys(shape).join(", ")}` : undefined),
  });

export const defineTool = <Input, Result, Own extends z.ZodRawShape, Shown extends Result & Added>(spec: ToolSpec<Input, Result, Own, Shown>): Tool => {
  const { name, title, description, operation, takes } = spec;
  const own = z.object(spec.own);
  return {
    name,
    title,
    description,
    input: inputSchema(strict({ ...chosen(fieldsOf(operation.input), takes), ...spec.own, ...sourceFields })),
    output: outputSchema(z.object({ ...fieldsOf(operation.output), ...added, ...spec.adds })),
    call: async (args, open, signal) => {
      const source = await open(sourceSchema.parse(args));
      const input = operation.input.parse({ ...spec.told?.(source), ...chosen(args, takes) });
      const { result } = await execute(operation, input, (needs) => source.load(needs, { signal }));
      const unreadable = source.errors().map((error) => error.message);
      const shown = spec.fit(result, unreadable, own.parse(chosen(args, Object.keys(spec.own))));
      return { structured: Object.fromEntries(Object.entries(shown)), text: spec.text(shown) };
    },
  };
};
