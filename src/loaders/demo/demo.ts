/** The demo: a small platform with a dozen instructive breaks, read as if from a complete cluster. */
import { type Kind, kindNames } from "../../core/snapshot/kinds.ts";
import { readObject } from "../../core/snapshot/read.ts";
import { type ForeignObject, type Malformed, noObjects, type Snapshot } from "../../core/snapshot/snapshot.ts";
import { select } from "../files/select.ts";
import type { Source } from "../source.ts";
import { platform } from "./platform.embed.ts";

/** When the demo is said to be taken: its certificates, events and ages are written for this moment. */
const TAKEN_AT = "2026-11-23T12:00:00Z";

const readPlatform = (): Snapshot => {
  const objects: Record<Kind, unknown[]> = noObjects();
  const foreign: ForeignObject[] = [];
  const malformed: Malformed[] = [];
  for (const raw of platform) {
    const read = readObject(raw, "default");
    if ("unusable" in read) throw new Error(`the demo holds no object: ${read.unusable}`);
    if ("foreign" in read) foreign.push(read.foreign);
    else {
      objects[read.object.kind].push(read.object);
      malformed.push(...read.malformed);
    }
  }
  return {
    objects: objects as unknown as Snapshot["objects"], foreign, malformed, gaps: [],
    coverage: kindNames.map((kind) => ({ kind })), source: "the demo", assumptions: [], takenAt: TAKEN_AT,
  };
};

export const openDemo = (): Source => {
  let known: Snapshot | undefined;
  return { name: "the demo", load: async (needs) => select((known ??= readPlatform()), needs) };
};
