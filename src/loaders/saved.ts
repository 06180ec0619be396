/** Saved snapshots: one JSON object a line, the header first. Every command reads them with -f. */
import { kindNames } from "../core/snapshot/kinds.ts";
import type { Snapshot } from "../core/snapshot/snapshot.ts";
import { headerOf } from "./files/saved-header.ts";

/** The text of a file from which the same snapshot is read again, gaps and all. Secrets are as reduced as they came. */
export const saveSnapshot = (snapshot: Snapshot): string => {
  const objects = kindNames.flatMap((kind): readonly unknown[] => snapshot.objects[kind]);
  return `${[headerOf(snapshot), ...objects].map((one) => JSON.stringify(one)).join("\n")}\n`;
};
