import { describe, inject } from "vitest";

import { connect, type Cluster } from "./cluster.ts";

const provided = inject("cluster");

/** Why the cluster tests do not run here; undefined when they do. */
const skipReason = "skipReason" in provided ? provided.skipReason : undefined;

/** A describe that is skipped, and counted as skipped, where there is no API server. */
export const describeOnCluster = skipReason === undefined ? describe : describe.skip;

let connected: Cluster | undefined;

/** The API server that all test files share: call it inside tests and hooks, and use namespaces of your own. */
export function sharedCluster(): Cluster {
  if ("skipReason" in provided) throw new Error(`no cluster: ${provided.skipReason}`);
  connected ??= connect(provided.info);
  return connected;
}
