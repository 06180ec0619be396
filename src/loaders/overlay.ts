/** Files laid over a cluster: what would be if they were applied. */
import { merge } from "../core/snapshot/merge.ts";
import type { Source } from "./source.ts";

/**
 * Objects of the files replace those of the base, and what the base does not know the files do not settle: its gaps
 * and its coverage are the ones that count.
 */
export const overlay = (base: Source, files: Source): Source => ({
  name: `${base.name} with ${files.name} applied`,
  load: async (needs, options) => {
    const [below, above] = await Promise.all([base.load(needs, options), files.load(needs, options)]);
    const assumption = `${files.name} is applied over ${base.name}: status in the files is taken as written`;
    const merged = merge(below, { ...above, coverage: [], gaps: [], assumptions: [] });
    return { ...merged, source: `${below.source} with ${files.name} applied`, assumptions: [...below.assumptions, assumption] };
  },
});
