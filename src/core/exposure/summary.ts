/** The first line of an explanation: the verdict in one sentence. */
import type { Note, Verdict } from "../notes/note.ts";
import { kinds } from "../snapshot/kinds.ts";
import { formatRef, type ObjectRef } from "../snapshot/ref.ts";
import type { Client } from "./explain.ts";
import { type Audience, includes } from "../topology/loadbalancer.ts";
import type { Way } from "./model.ts";
import type { Subject } from "./subject.ts";
import { declaredWays, reachOfWays } from "./ways.ts";

const who: Readonly<Record<Audience, string>> = {
  internet: "clients on the internet", network: "clients in the private network", nodes: "clients that reach a node", pods: "pods in the cluster", unknown: "clients",
};
const clients: Readonly<Record<Client, string>> = { internet: "a client on the internet", network: "a client in the private network", node: "a client on a node", pod: "a pod" };

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

export const summaryOf = (verdict: Verdict, subject: Subject, ways: readonly Way[], from: Client | undefined): string => {
  const deciding = decidingNote(verdict, subject, ways);
  if (verdict === "no") return sentence(`No: ${deciding ? withSubject(deciding.detail, deciding.about) : "nothing leads there"}`);
  if (verdict === "unknown") return sentence(`Unknown: ${deciding ? reasonOf(deciding) : "whether this address is open to such a client cannot be told"}`);
  return yes(subject, ways, from);
};

/** The note that made the verdict what it is: about the question first, then along the deciding way. */
const decidingNote = (verdict: Verdict, subject: Subject, ways: readonly Way[]): Note | undefined => {
  const decides = (note: Note): boolean => note.severity === "error" && (verdict === "no" ? note.unknown === undefined : note.unknown !== undefined);
  return subject.notes.find(decides) ?? ways.flatMap((way) => way.hops).flatMap((hop) => hop.notes).find(decides);
};

/** What is not known needs no object, unless it speaks of one as "it". */
const reasonOf = ({ unknown, detail, about }: Note): string =>
  unknown === undefined ? withSubject(detail, about) : PRONOUN.test(unknown) ? withSubject(unknown, about) : unknown;

const PRONOUN = /^It (?=has |is |was )/i;
/** Words that begin a sentence in capitals and nothing else; names of kinds and fields stay as they are. */
const OPENER = /^(?:A|All|An|At|In|Its?|Neither|No|None|One|Only|The|There|Whether) /;

/** The first line stands alone: a detail that does not say which object it is about gets its name before it. */
const withSubject = (detail: string, about: ObjectRef): string => {
  if (names(detail, about)) return detail;
  if (PRONOUN.test(detail)) return detail.replace(PRONOUN, () => `${formatRef(about)} `);
  return `${formatRef(about)}: ${detail.replace(OPENER, (word) => word.toLowerCase())}`;
};

/** By its kind and name, however they are put together. What is no object (a hostname, an address) is the question itself. */
const names = (detail: string, about: ObjectRef): boolean => {
  const { kind, name } = about;
  if (!Object.hasOwn(kinds, kind)) return true;
  const words = ` ${detail.replace(/[.,:;]+(?= |$)/g, "")} `;
  return [formatRef(about), `${kind} ${name}`, `${kind} named ${name}`].some((one) => words.includes(` ${one} `));
};

/** The address that people try from outside, in vain. */
const byAddress = (way: Way | undefined): string => {
  const url = way?.exposure.via === "ClusterIP" ? way.exposure.urls.find((one) => !one.includes(".svc.")) : undefined;
  return url ? `; a browser outside the cluster cannot open ${url}` : "";
};

const yes = (subject: Subject, ways: readonly Way[], from: Client | undefined): string => {
  const name = subject.target ? formatRef(subject.target) : "it";
  const open = ways.filter((way) => way.verdict !== "no");
  if (from !== undefined) return `Yes: ${clients[from]} reaches ${name}${at(open.find((way) => way.exposure.reach !== "unknown") ?? open[0])}.`;
  const reach = reachOfWays(open);
  if (reach === "unknown") return inOrder(name, declaredWays(open).find((way) => way.exposure.reach === "unknown"));
  if (!includes(reach, "nodes")) return `Yes for pods in the cluster, no for everyone else: ${name} has no way in from outside${byAddress(ways[0])}.`;
  return `Yes: ${who[reach]} reach ${name}${at(open.find((way) => way.exposure.reach === reach))}.`;
};

const at = (way: Way | undefined): string => (way?.exposure.urls[0] ? ` at ${way.exposure.urls[0]}` : "");

/** A way from outside is declared and nothing is wrong with it, but nothing says where it begins: manifests have no status. */
const inOrder = (name: string, way: Way | undefined): string =>
  `Yes: ${name} is in order${way && way.exposure.path !== "" ? `; who can reach it through ${formatRef(way.exposure.from)} is not known: no address is in the status` : ""}.`;
