/** Every check has a folder: broken.yaml with the problem (its line marked `# expect: Code`), healthy.yaml without. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checks } from "../../src/core/checks/registry.ts";
import { type Check, runCheck } from "../../src/core/checks/check.ts";
import { compareNotes, type Note } from "../../src/core/notes/note.ts";
import type { AnyObject, Kind } from "../../src/core/snapshot/kinds.ts";
import { formatRef } from "../../src/core/snapshot/ref.ts";
import type { Snapshot } from "../../src/core/snapshot/snapshot.ts";
import { expectGolden } from "../support/golden.ts";
import { recording, snapshotFrom } from "../support/snapshot.ts";

const root = join(import.meta.dirname, "checks");

const print = (note: Note): string =>
  [
    `${note.severity} ${note.code}: ${formatRef(note.about)} ${note.path}`.trimEnd(),
    `  ${note.detail}`,
    ...(note.unknown === undefined ? [] : [`  unknown: ${note.unknown}`]),
    ...note.fix.map((step) => `  > ${step.replaceAll("\n", "\n    ")}`),
  ].join("\n");

const notesOf = (check: Check, snapshot: Snapshot): Note[] =>
  check.about.flatMap((kind) => (snapshot.objects[kind] as readonly AnyObject[]).flatMap((object) => runCheck(check, object, snapshot)));

const yamlFiles = (code: string, start: string): string[] => readdirSync(join(root, code)).filter((name) => name.startsWith(start) && name.endsWith(".yaml"));

/** The same snapshot, read by an operation that did not ask for these kinds. */
const without = (snapshot: Snapshot, kinds: readonly Kind[]): Snapshot => ({
  ...snapshot,
  objects: { ...snapshot.objects, ...Object.fromEntries(kinds.map((kind) => [kind, []])) },
  coverage: snapshot.coverage.filter((one) => !kinds.includes(one.kind)),
  gaps: snapshot.gaps.filter((one) => !kinds.includes(one.kind)),
});

describe("checks", () => {
  test("the registry is sorted and has no code twice", () => {
    const codes = checks.map((check) => check.code);
    expect(codes).toEqual([...new Set(codes)].toSorted());
  });

  test("every folder belongs to a check", () => {
    expect(readdirSync(root).filter((name) => !checks.some((check) => check.code === name))).toEqual([]);
  });

  for (const check of checks) {
    describe(`${check.code}`, () => {
      const folder = join(root, check.code);
      const read = (name: string): string => readFileSync(join(folder, name), "utf8");

      test("has both cases", () => {
        expect(existsSync(join(folder, "broken.yaml"))).toBe(true);
        expect(existsSync(join(folder, "healthy.yaml"))).toBe(true);
      });

      test("finds what is broken, and says it as recorded", () => {
        for (const name of yamlFiles(check.code, "broken")) {
          const text = read(name);
          const notes = notesOf(check, snapshotFrom(text, { foreign: true }));
          expect({ name, found: notes.length }).toEqual({ name, found: text.split(`# expect: ${check.code}`).length - 1 });
          expect(notes.length).toBeGreaterThan(0);
          // Only this check's notes: a new check must not change what is recorded for the others.
          expectGolden(join(folder, name.replace(/\.yaml$/, ".txt")), `${notes.toSorted(compareNotes).map(print).join("\n")}\n`);
        }
      });

      test("is silent about what is healthy", () => {
        for (const name of yamlFiles(check.code, "healthy")) {
          expect({ name, notes: notesOf(check, snapshotFrom(read(name), { foreign: true })).map(print) }).toEqual({ name, notes: [] });
        }
      });

      test("reads exactly the kinds that it declares", () => {
        const seen = new Set<Kind>();
        for (const name of readdirSync(folder).filter((one) => one.endsWith(".yaml"))) {
          const plain = snapshotFrom(read(name), { foreign: true });
          for (const kind of check.about) {
            for (const object of plain.objects[kind] as readonly AnyObject[]) {
              const recorded = recording(plain);
              runCheck(check, object, recorded.snapshot);
              for (const one of recorded.read) seen.add(one);
            }
          }
        }
        const declared = new Set(check.reads);
        for (const kind of check.about) seen.delete(kind);
        expect({
          readButNotDeclared: [...seen].filter((kind) => !declared.has(kind)),
          declaredButNeverRead: [...declared].filter((kind) => !seen.has(kind) && !check.about.includes(kind)),
        }).toEqual({ readButNotDeclared: [], declaredButNeverRead: [] });
      });
    });
  }

  const demanding = checks.flatMap((check) => (check.evidence ? [{ check, code: check.code, evidence: check.evidence }] : []));
  test.each(demanding)("$code has nothing to say where its evidence was not asked for", ({ check, code, evidence }) => {
    for (const name of yamlFiles(code, "")) {
      const snapshot = without(snapshotFrom(readFileSync(join(root, code, name), "utf8"), { foreign: true }), evidence);
      expect({ name, notes: notesOf(check, snapshot) }).toEqual({ name, notes: [] });
    }
  });
});
