/** Snapshots for tests, from YAML: complete for every kind, unless a comment says what could not be read. */
import { parseAllDocuments } from "yaml";
import { kindNames, kinds, type Kind } from "../../src/core/snapshot/kinds.ts";
import { readObject } from "../../src/core/snapshot/read.ts";
import { type Gap, type GapReason, noObjects, type Snapshot } from "../../src/core/snapshot/snapshot.ts";

const GAP = /^# gap: (\w+)(?: in ([\w-]+))?(?: named ([\w.-]+))?(?: (\w+))?$/gm;

/** `# gap: Secret in shop named tls Forbidden` in a case file. */
const gapsIn = (text: string): Gap[] =>
  [...text.matchAll(GAP)].map(([, kind, namespace, name, reason]) => ({
    kind: kind as Kind,
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
    reason: (reason ?? "Forbidden") as GapReason,
    message: "for this test",
  }));

const freeze = <T>(value: T): T => {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
};

/** Objects of unknown kinds are allowed only where `foreign` says so: a typo in a case must not pass silently. */
export const snapshotFrom = (text: string, options: { readonly foreign?: boolean } = {}): Snapshot => {
  const objects = noObjects();
  const malformed = [];
  const foreign = [];
  for (const document of parseAllDocuments(text)) {
    if (document.errors[0]) throw document.errors[0];
    const raw: unknown = document.toJS();
    if (raw === null) continue;
    const result = readObject(raw, "default");
    if ("unusable" in result) throw new Error(`${result.unusable} in ${JSON.stringify(raw).slice(0, 200)}`);
    if ("foreign" in result) {
      if (!options.foreign) throw new Error(`unknown kind ${result.foreign.apiVersion} ${result.foreign.kind}`);
      foreign.push(result.foreign);
      continue;
    }
    (objects as Record<string, unknown[]>)[result.object.kind]?.push(result.object);
    malformed.push(...result.malformed);
  }
  return freeze({
    objects, foreign, malformed, gaps: gapsIn(text), coverage: kindNames.map((kind) => ({ kind })),
    source: "a test", assumptions: [], takenAt: "2026-11-01T12:00:00Z",
  });
};

/** As snapshotFrom, but it remembers which kinds were looked at. */
export const recording = (snapshot: Snapshot): { readonly snapshot: Snapshot; readonly read: ReadonlySet<Kind> } => {
  const read = new Set<Kind>();
  const objects = new Proxy({ ...snapshot.objects }, {
    get: (target, key, receiver) => {
      if (typeof key === "string" && Object.hasOwn(kinds, key)) read.add(key as Kind);
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
  return { snapshot: { ...snapshot, objects }, read };
};
