/** list: every Service with every way in. */
import { malformedNotes } from "../checks/malformed.ts";
import { notReadNotes } from "../checks/not-read.ts";
import { notesAbout } from "../checks/notes-about.ts";
import { allOf, compareNotes, type Note } from "../notes/note.ts";
import { compareText } from "../snapshot/ref.ts";
import { gapFor, inNamespace } from "../snapshot/find.ts";
import type { AnyObject } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { allRoutes } from "../topology/backends.ts";
import { endpointsOf } from "../topology/endpoints.ts";
import { formatPort } from "../topology/ports.ts";
import type { Service } from "../topology/selection.ts";
import { isHeadless, typeOf } from "./direct.ts";
import { type Audience, includes } from "../topology/loadbalancer.ts";
import type { ListResult, ServiceExposure, Way } from "./model.ts";
import { declaredWays, findWays, isDeclared, reachOfWays } from "./ways.ts";

export interface ListQuery {
  /** Absent: all namespaces. */
  readonly namespace?: string | undefined;
  /** Whether a Service's labels are asked for. */
  readonly selects?: ((labels: Readonly<Record<string, string>>) => boolean) | undefined;
  readonly reachableFrom?: Exclude<Audience, "unknown"> | undefined;
  readonly unexposed?: boolean | undefined;
  readonly sort?: "name" | "verdict" | "reach" | "type" | "age" | undefined;
}

/** One Service as a row. */
const rowOf = (snapshot: Snapshot, service: Service, ways: readonly Way[]): ServiceExposure => {
  const declared = declaredWays(ways);
  const view = endpointsOf(snapshot, service);
  const { clusterIP } = service.spec;
  return {
    namespace: service.metadata.namespace ?? "",
    name: service.metadata.name ?? "",
    type: isHeadless(service) ? "Headless" : typeOf(service),
    ...(clusterIP && clusterIP !== "None" ? { clusterIP } : {}),
    ports: service.spec.ports.map(formatPort),
    exposures: ways.map((way) => way.exposure),
    ...(view.state === "known" && typeOf(service) !== "ExternalName" ? { readiness: view.readiness } : {}),
    verdict: allOf(declared.map((way) => way.verdict)),
    reach: reachOfWays(ways.filter((way) => way.verdict !== "no")),
    labels: service.metadata.labels,
    ...(service.metadata.creationTimestamp ? { createdAt: service.metadata.creationTimestamp } : {}),
  };
};

const verdicts = ["no", "unknown", "yes"];
const circles = ["internet", "network", "nodes", "pods", "unknown"];
const byName = (a: ServiceExposure, b: ServiceExposure): number => compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
const orders: Readonly<Record<NonNullable<ListQuery["sort"]>, (a: ServiceExposure, b: ServiceExposure) => number>> = {
  name: byName,
  verdict: (a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) || byName(a, b),
  reach: (a, b) => circles.indexOf(a.reach) - circles.indexOf(b.reach) || byName(a, b),
  type: (a, b) => compareText(a.type, b.type) || byName(a, b),
  age: (a, b) => compareText(a.createdAt ?? "", b.createdAt ?? "") || byName(a, b),
};

const asked = (row: ServiceExposure, query: ListQuery): boolean => {
  if (query.selects && !query.selects(row.labels)) return false;
  if (query.unexposed && row.exposures.some(isDeclared)) return false;
  const from = query.reachableFrom;
  return from === undefined || row.exposures.some((one) => one.verdict !== "no" && includes(one.reach, from));
};

/** All Services that the query asks for. Linear in the number of objects; the stations of ways are not kept. */
export const list = (snapshot: Snapshot, query: ListQuery): ListResult => {
  const all: readonly Service[] = query.namespace === undefined ? snapshot.objects.Service : inNamespace(snapshot, "Service", query.namespace);
  const rows: ServiceExposure[] = [];
  const notes = new Set<Note>();
  for (const service of all) {
    const ways = findWays(snapshot, service);
    const row = rowOf(snapshot, service, ways);
    if (!asked(row, query)) continue;
    rows.push(row);
    for (const way of ways) for (const hop of way.hops) for (const note of hop.notes) notes.add(note);
  }
  if (!isFiltered(query)) for (const note of deadEnds(snapshot, query.namespace)) notes.add(note);
  return {
    services: rows.toSorted(orders[query.sort ?? "name"]),
    notes: [...notes, ...malformedNotes(snapshot), ...notReadNotes(snapshot).filter(({ about }) => [undefined, about.namespace].includes(query.namespace))].toSorted(compareNotes),
    gaps: snapshot.gaps,
    source: snapshot.source,
    assumptions: [...snapshot.assumptions, ...(gapFor(snapshot, "Secret")?.reason === "NotRequested" ? ["Certificates are in order: list reads no Secrets, explain does."] : [])],
  };
};

const isFiltered = (query: ListQuery): boolean => query.selects !== undefined || query.reachableFrom !== undefined || query.unexposed === true;

/** What is wrong with Ingresses and routes that lead to no Service at all, and so stand in no way of one. */
const deadEnds = (snapshot: Snapshot, namespace: string | undefined): readonly Note[] => {
  const ingresses: readonly AnyObject[] = snapshot.objects.Ingress;
  return [...ingresses, ...allRoutes(snapshot)]
    .filter((object) => namespace === undefined || object.metadata.namespace === namespace)
    .flatMap((object) => notesAbout(snapshot, object).filter((note) => note.severity === "error"));
};
