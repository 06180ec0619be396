import type { Generator } from "./generator.ts";

/** Every generator of pages that are kept in the repository. A new one is a file beside this one and a line here. */
export const generators: readonly Generator[] = [];
