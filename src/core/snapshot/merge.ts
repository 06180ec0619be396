import { kindNames } from "./kinds.ts";
import { compareRefs, compareText, refKey } from "./ref.ts";
import { noObjects, refOf, type Snapshot } from "./snapshot.ts";

/** Both snapshots as one: `over` replaces objects of the same name, everything else adds up. What both waves of a load met is there once. */
export const merge = (base: Snapshot, over: Snapshot): Snapshot => {
  const objects = noObjects();
  for (const kind of kindNames) {
    const both = new Map([...base.objects[kind], ...over.objects[kind]].map((object) => [refKey(refOf(object)), object]));
    (objects as Record<string, unknown[]>)[kind] = [...both.values()];
  }
  return {
    ...base,
    objects,
    foreign: distinct([...base.foreign, ...over.foreign], ({ apiVersion, kind, namespace, name }) => [apiVersion, kind, namespace, name].join("/")),
    coverage: [...base.coverage, ...over.coverage],
    gaps: [...base.gaps, ...over.gaps],
    malformed: distinct([...base.malformed, ...over.malformed], ({ about, path }) => `${refKey(about)} ${path}`).toSorted((a, b) => compareRefs(a.about, b.about)),
    assumptions: [...new Set([...base.assumptions, ...over.assumptions])],
  };
};

const distinct = <T>(items: readonly T[], keyOf: (item: T) => string): T[] => [...new Map(items.map((item) => [keyOf(item), item])).values()];

/**
 * The same snapshot with its objects in one order, by namespace and name: answers must not depend on
 * how they arrived. A gap that both waves of a load met is one gap.
 */
export const inOrder = (snapshot: Snapshot): Snapshot => {
  const objects = Object.fromEntries(kindNames.map((kind) => [kind, snapshot.objects[kind].toSorted(byName)])) as unknown as Snapshot["objects"];
  return { ...snapshot, objects, gaps: distinct(snapshot.gaps, gapKey).toSorted((a, b) => compareText(gapKey(a), gapKey(b))) };
};

interface Named { readonly metadata: { readonly namespace?: string; readonly name?: string } }

const byName = (a: Named, b: Named): number =>
  compareText(a.metadata.namespace ?? "", b.metadata.namespace ?? "") || compareText(a.metadata.name ?? "", b.metadata.name ?? "");

const gapKey = (gap: Snapshot["gaps"][number]): string => [gap.kind, gap.namespace ?? "", gap.name ?? "", gap.reason].join("/");
