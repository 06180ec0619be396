/** explain: why something can or cannot be reached, hop by hop, and what to do. */
import { malformedNotes } from "../checks/malformed.ts";
import { notReadNotes } from "../checks/not-read.ts";
import { allOf, compareNotes, type Note, type Verdict, verdictOf } from "../notes/note.ts";
import type { AnyObject, Kind } from "../snapshot/kinds.ts";
import { refKey } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";
import { addressSubject } from "./address.ts";
import { say } from "./codes.ts";
import { compareTypes, type Cost } from "./compare-types.ts";
import { notesOf } from "./draft.ts";
import { fixesFor } from "./fixes.ts";
import { type Audience, includes } from "../topology/loadbalancer.ts";
import type { ExplainResult, Way } from "./model.ts";
import { purposeOf } from "./purpose.ts";
import { lookUp, namedKinds, type Subject } from "./subject.ts";
import { summaryOf } from "./summary.ts";
import type { Target } from "./target.ts";
import { missing, subjectOf } from "./through.ts";
import { declaredWays } from "./ways.ts";

export type Client = "internet" | "network" | "node" | "pod";
const circleOf: Readonly<Record<Client, Audience>> = { internet: "internet", network: "network", node: "nodes", pod: "pods" };

export interface Question {
  /** As it was typed. */
  readonly asked: string;
  readonly target: Target;
  /** Where names without a namespace are looked for. */
  readonly namespace: string;
  /** Nobody chose the namespace: a Service of that name in exactly one other namespace is meant, then. */
  readonly isDefault?: boolean;
  readonly from?: Client | undefined;
  readonly compareTypes?: boolean | undefined;
  readonly cost?: Cost | undefined;
}

/** Finds what is meant. A bare name is a Service first, then whatever has that name. */
export const resolve = (snapshot: Snapshot, question: Question): Subject => {
  const { target } = question;
  if (target.form === "address") return addressSubject(snapshot, target, { isPod: question.from === "pod", namespace: question.namespace });
  const namespace = target.namespace ?? question.namespace;
  return byName(snapshot, question, target, namespace) ?? missing(snapshot, target.form === "object" ? target.kind : "Service", namespace, target.name);
};

type Named = Exclude<Target, { form: "address" }>;

const byName = (snapshot: Snapshot, question: Question, target: Named, namespace: string): Subject | undefined => {
  const searched = target.form === "object" ? [target.kind] : namedKinds;
  for (const kind of searched) {
    const lookup = lookUp(snapshot, kind, namespace, target.name);
    const subject = lookup.state === "found" ? subjectOf(snapshot, lookup.object) : undefined;
    if (subject) return subject;
  }
  return question.isDefault && target.namespace === undefined ? elsewhere(snapshot, searched[0] ?? "Service", target.name) : undefined;
};

/** The one object of that name, where exactly one namespace has it. */
const elsewhere = (snapshot: Snapshot, kind: Kind, name: string): Subject | undefined => {
  const objects: readonly AnyObject[] = snapshot.objects[kind];
  const [only, another] = objects.filter((one) => one.metadata.name === name);
  return only && !another ? subjectOf(snapshot, only) : undefined;
};

/** The ways that count: those a client can take, or every declared one. */
const considered = (subject: Subject, from: Client | undefined): readonly Way[] => {
  if (from !== undefined) return subject.ways.filter((way) => way.exposure.reach === "unknown" || includes(way.exposure.reach, circleOf[from]));
  return subject.single ? subject.ways : declaredWays(subject.ways);
};

/** From one client it is enough that one way works; otherwise every way must. A way of unknown reach may not be open. */
const judge = (subject: Subject, ways: readonly Way[], from: Client | undefined): Verdict => {
  const own = verdictOf(subject.notes);
  if (own !== "yes" || from === undefined) return allOf([own, ...ways.map((way) => way.verdict)]);
  const open = ways.map((way): Verdict => (way.verdict === "yes" && way.exposure.reach === "unknown" ? "unknown" : way.verdict));
  return open.includes("yes") ? "yes" : open.includes("unknown") ? "unknown" : "no";
};

const closed = (subject: Subject, from: Client | undefined, ways: readonly Way[]): readonly Note[] => {
  if (from === undefined || ways.length > 0 || !subject.target || subject.notes.length > 0) return [];
  const where = { internet: "on the internet", network: "in the private network", node: "on a node", pod: "in a pod" }[from];
  return [say("NotReachableFrom", subject.target, { detail: `No way in is open to a client ${where}.`, fix: [] })];
};

/** Objects that might lead there and are not interpreted: in the namespaces that the question is about, or in any where it is about none. */
const leftOut = (snapshot: Snapshot, { target, services, notes }: Subject): readonly Note[] => {
  const asked = notes.map((note) => note.about);
  const namespaces = [target, ...services.map(refOf), ...asked].flatMap((one) => one?.namespace || []);
  const said = new Set(asked.map(refKey));
  return notReadNotes(snapshot).filter(({ about }) => (namespaces.length === 0 || namespaces.includes(about.namespace)) && !said.has(refKey(about)));
};

/** The way that decides comes first, then the others in their order. */
const inOrder = (ways: readonly Way[], all: readonly Way[], verdict: Verdict): readonly Way[] => {
  const deciding = ways.find((way) => way.verdict === verdict) ?? ways[0];
  const rest = [...ways, ...all].filter((way) => way !== deciding);
  return deciding ? [deciding, ...new Set(rest)] : [...new Set(rest)];
};

export const explain = (snapshot: Snapshot, question: Question): ExplainResult => {
  const found = resolve(snapshot, question);
  const candidates = considered(found, question.from);
  const subject = { ...found, notes: [...found.notes, ...closed(found, question.from, candidates)] };
  const verdict = judge(subject, candidates, question.from);
  const ways = inOrder(candidates, found.ways, verdict);
  const known = new Set(ways.flatMap((way) => way.hops.flatMap((hop) => (hop.about ? [refKey(hop.about)] : []))));
  const malformed = malformedNotes(snapshot).filter((note) => known.has(refKey(note.about)));
  const notes = [...subject.notes, ...notesOf(ways), ...malformed, ...leftOut(snapshot, subject)].toSorted(compareNotes);
  const [service] = subject.services;
  const asService = service && subject.target?.kind === "Service" ? service : undefined;
  return {
    ...(subject.target ? { target: subject.target } : {}),
    asked: question.asked,
    verdict,
    summary: summaryOf(verdict, subject, ways, question.from),
    purpose: asService ? purposeOf(snapshot, asService) : [],
    path: ways[0]?.hops ?? [],
    ways,
    notes,
    fixes: fixesFor(snapshot, { verdict, notes, service: asService ?? service, ways, cost: question.cost }),
    ...(question.compareTypes && service ? { comparison: compareTypes(snapshot, service, question.cost) } : {}),
    gaps: snapshot.gaps.filter((gap) => gap.reason !== "NotRequested"),
    source: snapshot.source,
    assumptions: snapshot.assumptions,
  };
};
