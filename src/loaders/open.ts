/** From flags to what is read: contexts of a cluster, files, the demo, or files laid over one of them. */
import type { ObjectRef } from "../core/snapshot/ref.ts";
import type { ClusterOptions } from "./cluster/options.ts";
import { LoadError } from "./error.ts";
import type { Progress, Source } from "./source.ts";

export interface SourceFlags extends ClusterOptions {
  readonly namespace?: string | undefined;
  readonly filename?: readonly string[] | undefined;
  readonly overlay?: boolean | undefined;
  readonly demo?: boolean | undefined;
  readonly complete?: boolean | undefined;
  readonly partial?: boolean | undefined;
  readonly keepGoing?: boolean | undefined;
}

export interface Inputs {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface OpenSource extends Source {
  /** The context's name, where several are read. */
  readonly context?: string;
  /** The namespace that applies without --namespace; absent where there is none, as in files. */
  readonly namespace?: string;
  /** Documents that could not be read, known after a load. */
  readonly errors: () => readonly LoadError[];
  /** What was read and may surprise, such as an object that stands in two files; known after a load. */
  readonly warnings: () => readonly string[];
  /** Where in the files a field stands, such as `shop.yaml:12:7`. */
  readonly locate: (about: ObjectRef, path: string) => string | undefined;
}

/** Opening reads no object yet; what is wrong with the flags, the kubeconfig or a path is a LoadError. */
export const openSources = async (flags: SourceFlags, progress: Progress, inputs: Inputs): Promise<readonly OpenSource[]> => {
  refuseContradictions(flags);
  const hasFiles = (flags.filename ?? []).length > 0;
  if (hasFiles && !flags.overlay) return [await openFilesFor(flags, progress, inputs)];
  const bases = flags.demo ? [await demo()] : await clusters(flags, progress, inputs);
  if (!hasFiles) return bases;
  const [{ overlay }, files] = await Promise.all([import("./overlay.ts"), openFilesFor(flags, progress, inputs)]);
  return bases.map((base) => ({ ...base, ...overlay(base, files), errors: files.errors, warnings: files.warnings, locate: files.locate }));
};

const refuseContradictions = ({ filename = [], overlay, demo: isDemo, complete, partial }: SourceFlags): void => {
  const hasFiles = filename.length > 0;
  if (overlay && !hasFiles) throw new LoadError("NothingToOverlay", "--overlay was given without -f", "Name the files to lay over it: -f FILE --overlay.");
  if (isDemo && hasFiles && !overlay) throw new LoadError("TwoSources", "--demo and -f name two sources", "Leave one of them out, or lay the files over the demo with --overlay.");
  if (complete && partial) throw new LoadError("Contradiction", "--complete and --partial contradict each other", "Choose one: whether what the files do not hold exists elsewhere.");
};

const silent = { errors: () => [], warnings: () => [], locate: () => undefined } as const;

const clusters = async (flags: SourceFlags, progress: Progress, { env }: Inputs): Promise<readonly OpenSource[]> => {
  const { contextsOf, currentNamespace, openCluster } = await import("./cluster/cluster.ts");
  const all = contextsOf({ ...flags, env });
  return all.map((options) => ({
    ...openCluster(options, progress),
    ...silent,
    namespace: currentNamespace(options),
    ...(all.length > 1 && options.context ? { context: options.context } : {}),
  }));
};

const demo = async (): Promise<OpenSource> => {
  const { openDemo } = await import("./demo/demo.ts");
  return { ...openDemo(), ...silent };
};

const openFilesFor = async (flags: SourceFlags, progress: Progress, { stdin }: Inputs): Promise<OpenSource> => {
  const { openFiles } = await import("./files/files.ts");
  return openFiles({
    paths: flags.filename ?? [],
    stdin,
    ...(flags.namespace === undefined ? {} : { namespace: flags.namespace }),
    ...(flags.complete ? { completeness: "complete" } : flags.partial ? { completeness: "partial" } : {}),
  }, progress);
};
