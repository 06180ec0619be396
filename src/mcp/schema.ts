/** Schemas as hosts are told them: every host sends them to its model with every conversation, so each word counts. */
import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import { z } from "zod";

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields of an operation's input or output, for a schema that extends them. */
export const fieldsOf = (schema: z.ZodType): Readonly<Record<string, z.ZodType>> => {
  if (schema instanceof z.ZodObject) return schema.shape;
  throw new Error("operations take and answer objects");
};

/** Validates with the whole schema and tells a shorter form of it. */
const told = <Value>(schema: z.ZodType<Value>, json: Record<string, unknown>): StandardSchemaWithJSON<Value> => ({
  "~standard": {
    version: 1,
    vendor: "kubectl-traffic",
    validate: (value: unknown) => schema["~standard"].validate(value),
    jsonSchema: { input: () => json, output: () => json },
  },
});

const jsonSchemaOf = (schema: z.ZodType, io: "input" | "output"): Record<string, unknown> => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io });
  return json;
};

/** An input: everything is told, since a model has to fill it in. */
export const inputSchema = <Value>(schema: z.ZodType<Value>): StandardSchemaWithJSON<Value> => told(schema, jsonSchemaOf(schema, "input"));

/**
 * An output: told as an outline, which every value of the whole schema also fits. A model reads the answer itself; the
 * whole schema, for programs, is published in docs/schema.
 */
export const outputSchema = <Value>(schema: z.ZodType<Value>): StandardSchemaWithJSON<Value> => told(schema, outline(jsonSchemaOf(schema, "output"), 0));

/** Levels whose fields are named: the answer, and the rows of its lists. */
const NAMED_LEVELS = 2;
/** Longer enumerations are named in docs/schema only. */
const LONGEST_ENUM = 3;
/** Lists of the same rows in every tool's answer: naming their fields every time would cost more than it tells. */
const shared: readonly string[] = ["gaps", "notes"];

const outline = (schema: Json, level: number): Record<string, unknown> => {
  const { type, items, properties, enum: values } = schema;
  if (Array.isArray(values) && values.length <= LONGEST_ENUM) return { type, enum: values };
  if (isRecord(items)) return { type, items: outline(items, level) };
  if (!isRecord(properties) || level >= NAMED_LEVELS) return typeof type === "string" ? { type } : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const fields = Object.entries(properties).map(([name, field]) => {
    const isBrief = shared.includes(name) || !required.includes(name);
    return [name, outline(isRecord(field) ? field : {}, isBrief ? NAMED_LEVELS : level + 1)];
  });
  return { type, properties: Object.fromEntries(fields), ...(level === 0 ? { required } : {}) };
};
