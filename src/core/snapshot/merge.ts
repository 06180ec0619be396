import { kindNames } from "./kinds.ts";
import { compareRefs, refKey } from "./ref.ts";
import { noObjects, refOf, type Snapshot } from "./snapshot.ts";

/** Both snapshots as one: `over` replaces objects of the same name, everything else adds up. */
export const merge = (base: Snapshot, over: Snapshot): Snapshot => {
  const objects = noObjects();
  for (const kind of kindNames) {
    const both = new Map([...base.objects[kind], ...over.objects[kind]].map((object) => [refKey(refOf(object)), object]));
    (objects as Record<string, unknown[]>)[kind] = [...both.values()];
  }
  return {
    ...base,
    objects,
    foreign: [...base.foreign, ...over.foreign],
    coverage: [...base.coverage, ...over.coverage],
    gaps: [...base.gaps, ...over.gaps],
    malformed: [...base.malformed, ...over.malformed].toSorted((a, b) => compareRefs(a.about, b.about)),
    assumptions: [...new Set([...base.assumptions, ...over.assumptions])],
  };
};
