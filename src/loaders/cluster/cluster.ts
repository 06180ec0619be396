/** The cluster loader: from kubectl's connection flags to one snapshot per context. */
import { type AnyObject, type Kind, kinds } from "../../core/snapshot/kinds.ts";
import type { Need } from "../../core/snapshot/need.ts";
import { refKey } from "../../core/snapshot/ref.ts";
import { emptySnapshot, noObjects, type ObjectsByKind, refOf, type Snapshot } from "../../core/snapshot/snapshot.ts";
import { LoadError } from "../error.ts";
import type { Progress, Source } from "../source.ts";
import { asker } from "./ask.ts";
import { openChannel } from "./channel.ts";
import { readKubeconfig } from "./kubeconfig.ts";
import { type Outcome, readNeed, type Reading } from "./needs.ts";
import { type ClusterOptions, parseTimeout } from "./options.ts";
import { notAnApiServer } from "./problems.ts";
import { resolveTarget, type Target } from "./target.ts";
import { versionsOf } from "./versions.ts";

export type { ClusterOptions } from "./options.ts";

/** kubectl's own --chunk-size. Larger pages were not faster against a real API server, only larger. */
const PAGE_SIZE = 500;

/**
 * One context of a cluster, to be read any number of times over one pool of connections. The kubeconfig is read at
 * once; the first connection is made, and the first credential asked for, by the first load.
 */
export const openCluster = (options: ClusterOptions, progress?: Progress): Source => {
  const target = resolveTarget(options);
  const channel = openChannel(target, { env: options.env ?? process.env, timeout: parseTimeout(options.requestTimeout) });
  return {
    name: target.name,
    load: async (needs, { signal } = {}) => {
      const ask = asker(channel, target, signal);
      const onPage = countsTo(progress);
      const reading: Reading = { ask, versions: versionsOf(ask), pageSize: options.chunkSize ?? PAGE_SIZE, onPage };
      return snapshotOf(await Promise.all(distinct(needs).map((need) => readNeed(need, reading))), target);
    },
  };
};

/** One set of options per context that --context names: `a,b` are two. */
export const contextsOf = (options: ClusterOptions): readonly ClusterOptions[] => {
  const named = options.context ?? "";
  if (!named.includes(",") || readKubeconfig(options).contexts.has(named)) return [options];
  const names = [...new Set(named.split(",").map((name) => name.trim()).filter((name) => name !== ""))];
  return names.map((context) => ({ ...options, context }));
};

/** The namespace that kubectl would use without -n. */
export const currentNamespace = (options: ClusterOptions): string => resolveTarget(options).namespace;

/** The contexts of the kubeconfig, sorted, for completion: none when it cannot be read. */
export const contextNames = (options: ClusterOptions): readonly string[] => {
  try {
    return [...readKubeconfig(options).contexts.keys()].toSorted();
  } catch (error) {
    if (error instanceof LoadError) return [];
    throw error;
  }
};

const distinct = (needs: readonly Need[]): readonly Need[] => [...new Map(needs.map((need) => [keyOf(need), need])).values()];

const keyOf = ({ kind, namespace, name, labelSelector, fieldSelector }: Need): string =>
  JSON.stringify([kind, namespace, name, labelSelector, fieldSelector]);

const countsTo = (progress: Progress | undefined): Reading["onPage"] => {
  const counts = new Map<Kind, string>();
  return (kind, come, remaining) => {
    if (!progress) return;
    const total = remaining > 0 ? ` of ${(come + remaining).toLocaleString("en-US")}` : "";
    counts.set(kind, `${kinds[kind].plural} ${come.toLocaleString("en-US")}${total}`);
    progress([...counts.values()].join(", "));
  };
};

const snapshotOf = (outcomes: readonly Outcome[], target: Target): Snapshot => {
  const failure = wholeFailure(outcomes, target);
  if (failure) throw failure;
  return {
    ...emptySnapshot(target.name, new Date().toISOString()),
    objects: byKind(outcomes),
    coverage: outcomes.flatMap((one) => one.coverage),
    gaps: outcomes.flatMap((one) => one.gaps),
    malformed: outcomes.flatMap((one) => one.malformed),
  };
};

/** A question that failed is a gap; when every one failed for a reason that is no answer, the source itself has. */
const wholeFailure = (outcomes: readonly Outcome[], target: Target): LoadError | undefined => {
  const failures = outcomes.flatMap((one) => (one.failure ? [one.failure] : []));
  if (outcomes.length === 0 || failures.length < outcomes.length) return undefined;
  if (failures.every((one) => one.fatal)) return failures[0]?.fatal;
  const served = failures.some((one) => one.reason === "Forbidden");
  const core = failures.find((one) => one.reason === "Unreadable" && !one.fatal);
  return !served && core ? notAnApiServer(target, core.message) : undefined;
};

const byKind = (outcomes: readonly Outcome[]): ObjectsByKind => {
  const objects: Record<Kind, unknown[]> = noObjects();
  const parts = Map.groupBy(outcomes.filter((one) => one.objects.length > 0), (one) => one.objects[0]?.kind);
  for (const [kind, found] of parts) {
    if (kind === undefined) continue;
    // Two needs of one kind may overlap; a single list holds nothing twice.
    objects[kind] = found.length === 1 ? [...(found[0]?.objects ?? [])] : unique(found.flatMap((one) => one.objects));
  }
  return objects as unknown as ObjectsByKind;
};

const unique = (objects: readonly AnyObject[]): AnyObject[] => [...new Map(objects.map((object) => [refKey(refOf(object)), object])).values()];
