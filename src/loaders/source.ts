import type { Need } from "../core/snapshot/need.ts";
import type { Snapshot } from "../core/snapshot/snapshot.ts";

/** Where a snapshot comes from: one context of a cluster, files, or the demo. */
export interface Source {
  /** In words, for messages and `snapshot.source`. */
  readonly name: string;
  /**
   * Reads what is needed in one parallel wave. What could not be read becomes a Gap in the snapshot; only what makes
   * every answer impossible (no such context, no connection at all, a file that does not exist) is a LoadError.
   */
  readonly load: (needs: readonly Need[], options?: LoadOptions) => Promise<Snapshot>;
}

export interface LoadOptions {
  /** Ends the load: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** How far a load is, for whoever shows progress. */
export type Progress = (message: string) => void;
