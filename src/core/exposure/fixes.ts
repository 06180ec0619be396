/** What to do, from what was found: repairs first, then how to reach it meanwhile, then how to expose it properly. */
import type { Note, Verdict } from "../notes/note.ts";
import { kubectl } from "../notes/wording.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { endpointsOf } from "../topology/endpoints.ts";
import { includes, widest } from "../topology/loadbalancer.ts";
import type { Service } from "../topology/selection.ts";
import { ASSUMED_COST, type Cost, siblings } from "./compare-types.ts";
import { portForward } from "./forward.ts";
import type { Fix, Way } from "./model.ts";
import { isClusterOwn } from "./purpose.ts";
import { waysOf } from "./ways.ts";

interface Situation {
  readonly verdict: Verdict;
  readonly notes: readonly Note[];
  readonly service: Service | undefined;
  readonly ways: readonly Way[];
  readonly cost: Cost | undefined;
}

const isCommand = (step: string): boolean => step.startsWith("kubectl ");

/** A step with a manifest: what to do with it, and the manifest, which is copied as it stands. */
const withManifest = /^([^\n]*:)\n(apiVersion: [^]*)$/;

const isCopied = (step: string): boolean => isCommand(step) || step.startsWith("apiVersion: ");

/** The steps in their order: commands stand below the sentence before them, so an alternative after them is a fix of its own. */
const repair = (note: Note): readonly Fix[] => {
  const groups: string[][] = [];
  for (const step of note.fix.flatMap((one) => withManifest.exec(one)?.slice(1) ?? [one])) {
    const last = groups.at(-1);
    if (last === undefined || (!isCopied(step) && last.some(isCopied))) groups.push([step]);
    else last.push(step);
  }
  return groups.map((steps) => ({
    text: steps.filter((step) => !isCopied(step)).join(" ") || withoutWords(note), commands: steps.filter(isCopied), code: note.code, about: note.about,
  }));
};

/** What is not certain must not be said as if it were. */
const withoutWords = ({ title, unknown }: Note): string => (unknown === undefined ? title : "To settle what is not certain:");

const key = (fix: Fix): string => `${fix.text}\n${fix.commands.join("\n")}`;

/** Every step once. Notes that only inform bring no repairs. */
export const fixesFor = (snapshot: Snapshot, situation: Situation): readonly Fix[] => {
  const repairs = situation.notes.filter((note) => note.severity !== "info").flatMap(repair);
  const all = [...repairs, ...alreadyOpen(snapshot, situation), ...meanwhile(snapshot, situation), ...properly(snapshot, situation)];
  return [...new Map(all.map((fix) => [key(fix), fix])).values()];
};

/** Nothing outside reaches it, and something stands behind it that could answer. */
const isInternal = (snapshot: Snapshot, { ways, service }: Situation): boolean =>
  service !== undefined && ways.length > 0 && hasEndpoints(snapshot, service) &&
  !includes(widest(ways.filter((way) => way.verdict === "yes").map((way) => way.exposure.reach)), "nodes");

const hasEndpoints = (snapshot: Snapshot, service: Service): boolean => {
  const view = endpointsOf(snapshot, service);
  return view.state === "unknown" || view.readiness.ready > 0;
};

/** Other Services before the same pods that are reached from outside. */
const alreadyOpen = (snapshot: Snapshot, situation: Situation): readonly Fix[] => {
  const { service } = situation;
  if (!service || !isInternal(snapshot, situation)) return [];
  return siblings(snapshot, service).filter((one) => one !== service).flatMap((one) => {
    const way = waysOf(snapshot, one).find(({ verdict, exposure }) => verdict === "yes" && exposure.urls.length > 0 && includes(exposure.reach, "nodes"));
    return way ? [{ text: `Already open: Service ${one.metadata.name} (${way.exposure.via}) stands before the same pods; use ${way.exposure.urls[0]}.`, commands: [] }] : [];
  });
};

const meanwhile = (snapshot: Snapshot, situation: Situation): readonly Fix[] => {
  const { service, verdict } = situation;
  const forward = service && hasEndpoints(snapshot, service) && (verdict !== "yes" || isInternal(snapshot, situation)) ? portForward(snapshot, service) : undefined;
  return forward ? [forward] : [];
};

/** For a Service that nothing outside reaches: the ways to open it, cheapest first. */
const properly = (snapshot: Snapshot, situation: Situation): readonly Fix[] => {
  const { service, ways } = situation;
  if (!service || !isInternal(snapshot, situation) || ways.some((way) => way.exposure.via !== "ClusterIP")) return [];
  const { name = "", namespace = "" } = service.metadata;
  if (isClusterOwn(service) || Object.keys(service.spec.selector).length === 0) return [];
  const { low, high } = situation.cost ?? ASSUMED_COST;
  return [
    { text: throughGateway(snapshot, service), commands: [] },
    {
      text: `For good, with an address of its own: type LoadBalancer, about $${low} to $${high} a month for each Service (an assumption; set your own with --cost-low and --cost-high).`,
      commands: [kubectl(namespace, "expose", `service/${name}`, `--name=${name}-public`, "--type=LoadBalancer", "--port=80", `--target-port=${targetOf(service)}`)],
    },
  ];
};

const throughGateway = (snapshot: Snapshot, { metadata, spec }: Service): string => {
  const backend = `${metadata.name}:${spec.ports[0]?.port ?? 80}`;
  const [gateway] = snapshot.objects.Gateway;
  return gateway
    ? `For good, under a hostname: an HTTPRoute that attaches to Gateway ${gateway.metadata.namespace}/${gateway.metadata.name} and sends to ${backend}; the load balancer in front of it is already paid for.`
    : `For good, under a hostname: an HTTPRoute on a Gateway (or an Ingress) that sends to ${backend}; one load balancer serves many Services.`;
};

const targetOf = (service: Service): number | string => service.spec.ports[0]?.targetPort ?? service.spec.ports[0]?.port ?? 80;
