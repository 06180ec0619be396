/** Where a tool call reads: the context, files or manifests that it names, else what the server was started with. */
import { LoadError } from "../loaders/error.ts";
import { type Inputs, openSources, type OpenSource, type SourceFlags } from "../loaders/open.ts";
import { UsageError } from "../operations/operation.ts";
import { confined } from "./roots.ts";

/** What the server was started with. */
export interface Start {
  readonly connection: SourceFlags;
  /** Folders below which a call may name files. */
  readonly roots: readonly string[];
  readonly env: Inputs["env"];
}

export interface SourceRequest {
  readonly context?: string | undefined;
  readonly files?: readonly string[] | undefined;
  readonly manifests?: string | undefined;
  /** What the files or manifests do not hold does not exist. */
  readonly complete?: boolean | undefined;
}

export interface Sources {
  /** Opens what is asked for; a cluster stays open for later calls. */
  readonly open: (request: SourceRequest) => Promise<OpenSource>;
  /** Forgets open clusters, so that the next call reads the kubeconfig again: a login may have changed it. */
  readonly forget: () => void;
}

/** Characters of inline manifests: more than any question needs, little enough to keep every call quick. */
const LONGEST_MANIFESTS = 1_000_000;

const silent = (): void => {};

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

export const sourcesFor = (start: Start): Sources => {
  const opened = new Map<string, Promise<OpenSource>>();
  const openOnce = async (flags: SourceFlags): Promise<OpenSource> => {
    const key = flags.context ?? "";
    const known = opened.get(key);
    if (known) return known;
    const opening = openOne(flags, "", start.env);
    opened.set(key, opening);
    return opening.catch((error: unknown) => {
      opened.delete(key);
      throw error;
    });
  };
  return {
    open: async (request) => {
      refuseSeveral(request);
      const { files = [], manifests, context, complete } = request;
      if (manifests !== undefined) return openManifests(manifests, complete, start);
      if (files.length > 0) return openOne({ filename: await confined(files, start.roots), complete }, "", start.env);
      return openOnce(flagsFor(context, start.connection));
    },
    forget: () => opened.clear(),
  };
};

const openOne = async (flags: SourceFlags, stdin: string, env: Inputs["env"]): Promise<OpenSource> => {
  const [source] = await openSources(flags, silent, { stdin: bytesOf(stdin), env });
  if (source) return source;
  throw new LoadError("NoContext", "no context was named", "Pass `context`.");
};

const openManifests = async (manifests: string, complete: boolean | undefined, { env }: Start): Promise<OpenSource> => {
  if (manifests.length <= LONGEST_MANIFESTS) return openOne({ filename: ["-"], complete }, manifests, env);
  throw new UsageError("ManifestsTooLong", `\`manifests\` has ${manifests.length} characters; at most ${LONGEST_MANIFESTS} are read`, "Pass only the Services, Ingresses, Gateways, routes and Pods that matter, or save it and pass `files`.");
};

const refuseSeveral = ({ context, files = [], manifests }: SourceRequest): void => {
  const given = [context === undefined ? [] : ["context"], files.length > 0 ? ["files"] : [], manifests === undefined ? [] : ["manifests"]].flat();
  if (given.length < 2) return;
  throw new UsageError("TwoSources", `${given.map((one) => `\`${one}\``).join(" and ")} name two sources`, "Pass one of them: one call reads one cluster, or files, or manifests.");
};

/** Flags that say which API server is asked, and as whom: with them, a context chosen later would get a stranger's token. */
const pins = ["cluster", "user", "server", "token"] as const satisfies readonly (keyof SourceFlags)[];

/** A call may choose among the contexts that the server was started with; among all of the kubeconfig when it named none. */
const flagsFor = (context: string | undefined, connection: SourceFlags): SourceFlags => {
  const named = (connection.context ?? "").split(",").map((one) => one.trim()).filter((one) => one !== "");
  if (context === undefined) {
    if (named.length < 2) return connection;
    throw new UsageError("ContextNeeded", `this server reads several contexts: ${named.join(", ")}`, `Pass one of them as \`context\`, and ask once for each.`);
  }
  const fixed = connection.demo ? "the demo" : (connection.filename ?? []).length > 0 ? "files" : pins.some((pin) => connection[pin]) ? "one cluster" : undefined;
  if (fixed !== undefined) throw new UsageError("ContextFixed", `this server was started to read ${fixed} only`, "Leave `context` out.");
  if (named.length === 0 || named.includes(context)) return { ...connection, context };
  throw new UsageError("ContextNotAllowed", `this server was started for ${named.join(", ")}, not for context "${context}"`, `Pass ${named.map((one) => `"${one}"`).join(" or ")}, or ask the user to start the server without --context.`);
};
