/** In which version a kind is served: the preferred one is asked first, and only a 404 leads to discovery. */
import { type Kind, kinds } from "../../core/snapshot/kinds.ts";
import type { Ask, Reply } from "./ask.ts";

export interface Served {
  readonly version: string;
  readonly reply: Reply;
}

export interface Versions {
  /** Asks `pathIn(version)` in the versions that may be served until one is; `notServed` when none is. */
  readonly ask: (kind: Kind, pathIn: (version: string) => string) => Promise<Served>;
}

export const versionsOf = (ask: Ask): Versions => {
  const known = new Map<Kind, string>();
  const groups = new Map<string, Promise<Discovered>>();
  const discover = (group: string): Promise<Discovered> => {
    const asked = groups.get(group) ?? discoverGroup(ask, group);
    groups.set(group, asked);
    return asked;
  };
  const others = async (kind: Kind, tried: string): Promise<readonly string[]> => {
    const { group, versions } = kinds[kind];
    if (group === "") return [];
    const discovered = await discover(group);
    return versions.filter((version) => version !== tried && (discovered === "unknown" || discovered.has(version)));
  };
  return {
    ask: async (kind, pathIn) => {
      const [preferred = ""] = kinds[kind].versions;
      const first = known.get(kind) ?? preferred;
      let served: Served = { version: first, reply: await ask(pathIn(first)) };
      if (served.reply.state === "failed") return orNotServed(kind, served, discover);
      if (served.reply.state !== "notServed") return served;
      for (const version of await others(kind, first)) {
        served = { version, reply: await ask(pathIn(version)) };
        if (served.reply.state === "notServed") continue;
        known.set(kind, version);
        return served;
      }
      return served;
    },
  };
};

/** The versions of a group, none when it is not served, or unknown when the server would not say. */
type Discovered = ReadonlySet<string> | "unknown";

const discoverGroup = async (ask: Ask, group: string): Promise<Discovered> => {
  const reply = await ask(`/apis/${group}`);
  if (reply.state === "notServed") return new Set();
  if (reply.state !== "ok") return "unknown";
  const { versions } = reply.body as { versions?: unknown };
  if (!Array.isArray(versions)) return "unknown";
  return new Set(versions.flatMap((one: { version?: unknown } | null) => (typeof one?.version === "string" ? [one.version] : [])));
};

/** Access is decided before the path: who may not list a kind gets 403 even when its CRD is absent. Discovery is open to all. */
const orNotServed = async (kind: Kind, served: Served, discover: (group: string) => Promise<Discovered>): Promise<Served> => {
  const { group } = kinds[kind];
  if (group === "" || served.reply.state !== "failed" || served.reply.failure.reason !== "Forbidden" || served.reply.failure.fatal) return served;
  const discovered = await discover(group);
  if (discovered === "unknown" || discovered.size > 0) return served;
  return { ...served, reply: { state: "notServed", message: `the API group ${group} is not served` } };
};
