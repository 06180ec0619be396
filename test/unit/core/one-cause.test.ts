/** A Service without anybody behind it has one reason, and one note says so. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allNotes } from "../../../src/core/checks/notes-about.ts";
import { refKey } from "../../../src/core/snapshot/ref.ts";
import { snapshotFrom } from "../../support/snapshot.ts";

const outages = new Set(["NoReadyEndpoints", "SelectorMatchesNoPod", "SelectorNearMiss", "ServiceWithoutSelector", "WorkloadScaledToZero"]);
const partial = new Set(["EndpointsTerminating", "PodsCrashing", "PodsPending", "ReadinessGateUnmet"]);

const root = join(import.meta.dirname, "../../cases/checks");
const files = [...outages, ...partial].flatMap((code) => readdirSync(join(root, code)).filter((name) => name.endsWith(".yaml")).map((name) => join(code, name)));

test.each(files)("%s has no Service with two reasons", (file) => {
  const notes = allNotes(snapshotFrom(readFileSync(join(root, file), "utf8"), { foreign: true }));
  const reasons = Map.groupBy(notes.filter((note) => outages.has(note.code)), (note) => refKey(note.about));
  expect([...reasons.values()].filter((all) => all.length > 1).map((all) => all.map((note) => note.code))).toEqual([]);
  const out = new Set(reasons.keys());
  expect(notes.filter((note) => partial.has(note.code) && out.has(refKey(note.about))).map((note) => note.code)).toEqual([]);
});
