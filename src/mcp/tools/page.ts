/** One page of Services: as many as fit, with what was found about them, and where the next page starts. */
import type { ListResult, ServiceExposure } from "../../core/exposure/model.ts";
import type { Note } from "../../core/notes/note.ts";
import { compareText, type ObjectRef, refKey } from "../../core/snapshot/ref.ts";
import { noteKey } from "../../render/text/notes.ts";
import { bounded, sizeOf } from "../bounds.ts";
import type { Added } from "./tool.ts";

export interface ServicesPage extends ListResult, Added {
  /** Services that the question is about, on all pages. */
  readonly total: number;
  /** The last Service of this page, when there are more. */
  readonly nextCursor?: string;
}

/** Shares of the budget, with room for the names of the fields. */
const ROWS = 19_500;
const ONE_ROW = 5000;
const KNOWLEDGE = 5000;

const cursorOf = ({ namespace, name }: ServiceExposure): string => `${namespace}/${name}`;

/** Services come sorted by namespace and name, so the place of the last one is known even when it is gone. */
const startAfter = (services: readonly ServiceExposure[], cursor: string): number => {
  const slash = cursor.indexOf("/");
  const [namespace, name] = [cursor.slice(0, Math.max(slash, 0)), cursor.slice(slash + 1)];
  const found = services.findIndex((one) => (compareText(one.namespace, namespace) || compareText(one.name, name)) > 0);
  return found < 0 ? services.length : found;
};

export const pageOf = (result: ListResult, unreadable: readonly string[], { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }): ServicesPage => {
  const start = cursor === undefined ? 0 : startAfter(result.services, cursor);
  const rows = rowsFrom(result.services.slice(start, start + limit), notesByObject(result.notes));
  const last = rows.services.at(-1);
  const hasMore = last !== undefined && start + rows.services.length < result.services.length;
  const { value: knowledge, truncated } = bounded({ gaps: result.gaps, assumptions: result.assumptions, unreadable, source: result.source }, KNOWLEDGE);
  return {
    services: rows.services,
    notes: rows.notes,
    ...knowledge,
    total: result.services.length,
    truncated: rows.truncated || truncated || hasMore,
    ...(hasMore ? { nextCursor: cursorOf(last) } : {}),
  };
};

/** Remarks would take the place of Services: explain_exposure has them. */
const notesByObject = (notes: readonly Note[]): ReadonlyMap<string, readonly Note[]> =>
  Map.groupBy(notes.filter(({ severity }) => severity !== "info"), (note) => refKey(note.about));

/** What a Service's rows speak of: itself, and what leads to it. */
const objectsOf = ({ namespace, name, exposures }: ServiceExposure): readonly ObjectRef[] => [
  { group: "", kind: "Service", namespace, name },
  ...exposures.flatMap(({ from, gateway }) => (gateway ? [from, gateway] : [from])),
];

interface Rows {
  readonly services: ServiceExposure[];
  readonly notes: Note[];
  truncated: boolean;
}

const rowsFrom = (services: readonly ServiceExposure[], notes: ReadonlyMap<string, readonly Note[]>): Rows => {
  const rows: Rows = { services: [], notes: [], truncated: false };
  const told = new Set<string>();
  let size = 0;
  for (const service of services) {
    const found = new Map(objectsOf(service).flatMap((ref) => (notes.get(refKey(ref)) ?? []).map((note) => [noteKey(note), note] as const)));
    const fresh = [...found].filter(([key]) => !told.has(key));
    const { value: row, truncated } = bounded({ service, notes: fresh.map(([, note]) => note) }, ONE_ROW);
    size += sizeOf(row);
    if (size > ROWS && rows.services.length > 0) break;
    for (const [key] of fresh) told.add(key);
    rows.services.push(row.service);
    rows.notes.push(...row.notes);
    rows.truncated ||= truncated;
  }
  return rows;
};
