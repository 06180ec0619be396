import { z } from "zod";
import { operations } from "../../src/operations/registry.ts";
import * as named from "../../src/operations/schemas.ts";
import type { Generator, Page } from "./generator.ts";

/** The names that parts have in the published schemas. Only this process sees them: tools/list of the server does not. */
const nameParts = (): void => {
  for (const [name, schema] of Object.entries(named)) {
    if (name.endsWith("Result")) continue;
    z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id: name });
  }
};

const pageOf = ({ name, summary, output }: (typeof operations)[number]): Page => {
  // Fields may be added in later versions, so the published form does not forbid what it does not know.
  const leaveOpen = ({ jsonSchema }: { jsonSchema: { additionalProperties?: unknown } }): void => {
    if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  };
  const { $schema, ...schema } = z.toJSONSchema(output, { io: "output", override: leaveOpen });
  const document = { $schema, title: `kubectl traffic ${name} -o json`, description: `${summary}.`, ...schema };
  return { path: `docs/schema/${name}.json`, text: `${JSON.stringify(document, undefined, 2)}\n` };
};

export const schemas: Generator = {
  name: "the operations' outputs",
  pages: () => {
    nameParts();
    return operations.map(pageOf);
  },
};
