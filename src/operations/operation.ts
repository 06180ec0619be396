import type { z } from "zod";
import type { Need } from "../core/snapshot/need.ts";
import { inOrder, merge } from "../core/snapshot/merge.ts";
import type { Snapshot } from "../core/snapshot/snapshot.ts";

/** One thing the tool can do. A CLI command, an MCP tool and an agent's tool are printings of it. */
export interface Operation<Input, Result> {
  readonly name: string;
  /** One line, imperative, no full stop. */
  readonly summary: string;
  /** What one parallel wave has to read. */
  readonly needs: (input: Input) => readonly Need[];
  /** Objects known only by reference after the first wave (a Secret that a listener names): read by name. */
  readonly references?: (snapshot: Snapshot, input: Input) => readonly Need[];
  readonly run: (snapshot: Snapshot, input: Input) => Result;
}

/** With its published form. Apart, since the command line needs no schemas and starts in the time that they take to load. */
export interface Described<Input, Result> extends Operation<Input, Result> {
  readonly input: z.ZodType<Input>;
  readonly output: z.ZodType<Result>;
}

/** Wrong use of an operation that its user can fix. Adapters print it and exit with 2. */
export class UsageError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.name = "UsageError";
    this.code = code;
    this.hint = hint;
  }
}

/** The natural way of every operation: needs, one wave, at most one more by name, decide. */
export const execute = async <Input, Result>(
  operation: Operation<Input, Result>,
  input: Input,
  load: (needs: readonly Need[]) => Promise<Snapshot>,
): Promise<{ readonly result: Result; readonly snapshot: Snapshot }> => {
  const first = await load(operation.needs(input));
  const references = operation.references?.(first, input) ?? [];
  const snapshot = inOrder(references.length === 0 ? first : merge(first, await load(references)));
  return { result: operation.run(snapshot, input), snapshot };
};
