/** One need: read page by page, each page reduced before the next one is asked for. */
import { type AnyObject, type Kind, kinds } from "../../core/snapshot/kinds.ts";
import type { Need } from "../../core/snapshot/need.ts";
import { readKnown } from "../../core/snapshot/read.ts";
import type { Coverage, Gap, Malformed } from "../../core/snapshot/snapshot.ts";
import { reduceSecret } from "../secrets.ts";
import type { Ask, Failure, Reply } from "./ask.ts";
import type { Versions } from "./versions.ts";

/** What came of one need. */
export interface Outcome {
  readonly objects: readonly AnyObject[];
  readonly malformed: readonly Malformed[];
  readonly coverage: readonly Coverage[];
  readonly gaps: readonly Gap[];
  /** Why nothing at all was learnt, when that is so. */
  readonly failure?: Failure;
}

export interface Reading {
  readonly ask: Ask;
  readonly versions: Versions;
  /** Objects per page; 0 for no pages. */
  readonly pageSize: number;
  /** Told how many objects of a kind have come, and how many are still to come where the server says so. */
  readonly onPage: (kind: Kind, come: number, remaining: number) => void;
}

export const readNeed = async (need: Need, reading: Reading): Promise<Outcome> => {
  if (need.kind === "Secret" && (need.name === undefined || need.namespace === undefined)) {
    throw new Error("Secrets are only read by namespace and name, never listed");
  }
  if (!isPossible(need.name) || !isPossible(need.namespace)) return { ...NOTHING, coverage: [placeOf(need)] };
  if (isByName(need)) return readOne(need, reading);
  const outcome = await readList(need, reading);
  const isForbidden = outcome.failure?.reason === "Forbidden" && need.namespace === undefined;
  return isForbidden && need.elseNamespaces?.length ? readNamespaces(need, need.elseNamespaces, outcome, reading) : outcome;
};

/**
 * Names come from other objects, which may hold anything: `..` or nothing at all would make the path of an object the
 * path of a list. What is no DNS subdomain names no object of these kinds, so it is known to be missing without asking.
 */
const isPossible = (name: string | undefined): boolean => name === undefined || /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(name);

/** A namespaced object whose namespace is not known has to be searched for in a list. */
const isByName = (need: Need): boolean => need.name !== undefined && (need.namespace !== undefined || !kinds[need.kind].namespaced);

const readNamespaces = async (need: Need, namespaces: readonly string[], outcome: Outcome, reading: Reading): Promise<Outcome> => {
  const parts = await Promise.all(namespaces.map((namespace) => readList({ ...need, namespace }, reading)));
  // What was refused everywhere stays a gap; the namespaces that could be read say more about themselves.
  const all = joined([outcome, ...parts]);
  return outcome.failure && parts.every((part) => part.failure) ? { ...all, failure: outcome.failure } : all;
};

const joined = (outcomes: readonly Outcome[]): Outcome => ({
  objects: outcomes.flatMap((one) => one.objects),
  malformed: outcomes.flatMap((one) => one.malformed),
  coverage: outcomes.flatMap((one) => one.coverage),
  gaps: outcomes.flatMap((one) => one.gaps),
});

const NOTHING: Outcome = { objects: [], malformed: [], coverage: [], gaps: [] };

const placeOf = ({ kind, namespace, name }: Need): Coverage => ({
  kind,
  ...(namespace !== undefined && kinds[kind].namespaced ? { namespace } : {}),
  ...(name !== undefined ? { name } : {}),
});

const gapOf = (need: Need, failure: Failure): Gap => ({ ...placeOf(need), reason: failure.reason, message: failure.message });

const failedWith = (need: Need, failure: Failure, read: Pick<Outcome, "objects" | "malformed"> = NOTHING): Outcome => ({
  ...NOTHING, ...read, gaps: [gapOf(need, failure)], ...(read.objects.length === 0 ? { failure } : {}),
});

/** The path of a kind's collection, of one namespace or all. */
const collection = (need: Need, version: string): string => {
  const { group, plural, namespaced } = kinds[need.kind];
  const root = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
  const inside = namespaced && need.namespace !== undefined ? `/namespaces/${encodeURIComponent(need.namespace)}` : "";
  return `${root}${inside}/${plural}`;
};

const apiVersionOf = (kind: Kind, version: string): string => (kinds[kind].group === "" ? version : `${kinds[kind].group}/${version}`);

const readOne = async (need: Need, { versions }: Reading): Promise<Outcome> => {
  const { version, reply } = await versions.ask(need.kind, (one) => `${collection(need, one)}/${encodeURIComponent(need.name ?? "")}`);
  switch (reply.state) {
    case "missing": return { ...NOTHING, coverage: [placeOf(need)] };
    case "ok": {
      const raw = need.kind === "Secret" ? reduceSecret(reply.body as object) : (reply.body as object);
      const { object, malformed } = readKnown(raw, need.kind, apiVersionOf(need.kind, version), need.namespace ?? "");
      return { objects: [object], malformed, coverage: [placeOf(need)], gaps: [] };
    }
    default: return failedWith(need, failureOf(need.kind, reply));
  }
};

const failureOf = (kind: Kind, reply: Exclude<Reply, { state: "ok" }>): Failure => {
  switch (reply.state) {
    case "failed": return reply.failure;
    case "expired": return { reason: "Unreachable", message: `the list changed faster than it could be read: ${reply.message}` };
    default: return notServed(kind);
  }
};

/** The core group is always served where there is an API server at all. */
const notServed = (kind: Kind): Failure =>
  kinds[kind].group === ""
    ? { reason: "Unreadable", message: `the server does not serve ${kinds[kind].plural}` }
    : { reason: "NotInstalled", message: `the API server does not serve ${kinds[kind].plural}.${kinds[kind].group} in a version that is read (${kinds[kind].versions.join(", ")})` };

/** The whole list; once more from the beginning when its continue token expired on the way. */
const readList = async (need: Need, reading: Reading): Promise<Outcome> => {
  const { outcome, hasExpired } = await readPages(need, reading);
  return hasExpired ? (await readPages(need, reading)).outcome : outcome;
};

const readPages = async (need: Need, reading: Reading): Promise<{ outcome: Outcome; hasExpired: boolean }> => {
  const objects: AnyObject[] = [];
  const malformed: Malformed[] = [];
  const first = await reading.versions.ask(need.kind, (one) => collection(need, one) + queryOf(need, reading.pageSize));
  const { version } = first;
  const path = collection(need, version);
  let { reply } = first;
  for (;;) {
    if (reply.state !== "ok") {
      const failure = failureOf(need.kind, reply);
      return { outcome: failedWith(need, failure, { objects, malformed }), hasExpired: reply.state === "expired" };
    }
    const page = pageOf(reply.body as object);
    if (!page) return { outcome: failedWith(need, NOT_A_LIST, { objects, malformed }), hasExpired: false };
    for (const item of page.items) {
      const read = readKnown(item, need.kind, apiVersionOf(need.kind, version), "");
      objects.push(read.object);
      if (read.malformed.length > 0) malformed.push(...read.malformed);
    }
    reading.onPage(need.kind, objects.length, page.remaining);
    if (page.next === "") return { outcome: { ...NOTHING, objects, malformed, coverage: coverageOf(need) }, hasExpired: false };
    reply = await reading.ask(path + queryOf(need, reading.pageSize, page.next));
  }
};

/** A selection says nothing about what it left out. */
const coverageOf = (need: Need): readonly Coverage[] =>
  need.labelSelector === undefined && need.fieldSelector === undefined ? [placeOf(need)] : [];

const queryOf = (need: Need, pageSize: number, next = ""): string => {
  const query = new URLSearchParams();
  if (pageSize > 0) query.set("limit", String(pageSize));
  if (need.labelSelector !== undefined) query.set("labelSelector", need.labelSelector);
  const fields = [need.fieldSelector, need.name === undefined ? undefined : `metadata.name=${need.name}`].filter((one) => one !== undefined);
  if (fields.length > 0) query.set("fieldSelector", fields.join(","));
  if (next !== "") query.set("continue", next);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
};

const NOT_A_LIST: Failure = { reason: "Unreadable", message: "the answer is not a list" };

interface Page {
  readonly items: readonly object[];
  readonly next: string;
  readonly remaining: number;
}

const pageOf = (body: object): Page | undefined => {
  const { items, metadata } = body as { items?: unknown; metadata?: { continue?: unknown; remainingItemCount?: unknown } };
  if (items !== null && !Array.isArray(items)) return undefined;
  const next = metadata?.continue;
  const remaining = metadata?.remainingItemCount;
  return {
    items: (items ?? []).filter((item: unknown): item is object => typeof item === "object" && item !== null),
    next: typeof next === "string" ? next : "",
    remaining: typeof remaining === "number" ? remaining : 0,
  };
};
