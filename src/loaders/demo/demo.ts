/** The demo: a small platform with a dozen instructive breaks, read as if from a complete cluster. */
import { kindNames } from "../../core/snapshot/kinds.ts";
import type { Snapshot } from "../../core/snapshot/snapshot.ts";
import { collector } from "../files/collect.ts";
import { unitReader } from "../files/documents.ts";
import { select } from "../files/select.ts";
import { unitCutter } from "../files/units.ts";
import type { Source } from "../source.ts";
import { platform } from "./platform.embed.ts";

/** When the demo is said to be taken: its certificates, events and ages are written for this moment. */
const TAKEN_AT = "2026-11-23T12:00:00Z";

const readPlatform = async (): Promise<Snapshot> => {
  const sink = collector("default");
  const read = unitReader();
  for (const { name, text } of platform) {
    for (const unit of unitCutter()(text, true).units) sink.take(await read(unit), name, true);
  }
  const { objects, foreign, malformed } = sink.done();
  return {
    objects, foreign, malformed, gaps: [],
    coverage: kindNames.map((kind) => ({ kind })), source: "the demo", assumptions: [], takenAt: TAKEN_AT,
  };
};

export const openDemo = (): Source => {
  let known: Promise<Snapshot> | undefined;
  return { name: "the demo", load: async (needs) => select(await (known ??= readPlatform()), needs) };
};
