import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unitCutter } from "../files/units.ts";
import { parseFast, unread } from "../files/yaml/fast.ts";
import { reduceSecret } from "../secrets.ts";

const folder = join(import.meta.dirname, "platform");

const valuesOf = (name: string): readonly unknown[] =>
  unitCutter()(readFileSync(join(folder, name), "utf8"), true).units.flatMap(({ text, start, end, line }) => {
    const value = parseFast(text, start, end);
    if (value === unread) throw new Error(`${name}:${line}: the demo is written in YAML that the fast parser reads`);
    return value === undefined ? [] : [isSecret(value) ? reduceSecret(value) : value];
  });

const isSecret = (value: unknown): value is object => typeof value === "object" && value !== null && "kind" in value && value.kind === "Secret";

/** The objects of the demo platform, as its YAML files say, Secrets reduced. Builds put the values in the place of this module. */
export const platform: readonly unknown[] = readdirSync(folder).filter((name) => name.endsWith(".yaml")).toSorted().flatMap(valuesOf);
