/** What to do, from what was found: repairs first, then how to reach it meanwhile, then how to expose it properly. */
import type { Note, Verdict } from "../notes/note.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Service } from "../topology/selection.ts";
import { ASSUMED_COST, type Cost, siblings } from "./compare-types.ts";
import { portForward } from "./forward.ts";
import { includes, widest } from "../topology/loadbalancer.ts";
import type { Fix, Way } from "./model.ts";
import { waysOf } from "./ways.ts";

interface Situation {
  readonly verdict: Verdict;
  readonly notes: readonly Note[];
  readonly service: Service | undefined;
  readonly ways: readonly Way[];
  readonly cost: Cost | undefined;
}

const isCommand = (step: string): boolean => step.startsWith("kubectl ");

const repair = (note: Note): readonly Fix[] =>
  note.fix.length === 0 ? [] : [{
    text: note.fix.filter((step) => !isCommand(step)).join("\n") || note.title, commands: note.fix.filter(isCommand), code: note.code, about: note.about,
  }];

const key = (fix: Fix): string => `${fix.text}\n${fix.commands.join("\n")}`;

/** Every step once. Notes that only inform bring no repairs. */
export const fixesFor = (snapshot: Snapshot, situation: Situation): readonly Fix[] => {
  const repairs = situation.notes.filter((note) => note.severity !== "info").flatMap(repair);
  const all = [...repairs, ...alreadyOpen(snapshot, situation), ...meanwhile(situation), ...properly(snapshot, situation)];
  return [...new Map(all.map((fix) => [key(fix), fix])).values()];
};

const isInternal = ({ ways }: Situation): boolean =>
  ways.length > 0 && !includes(widest(ways.filter((way) => way.verdict === "yes").map((way) => way.exposure.reach)), "nodes");

/** Other Services before the same pods that are reached from outside. */
const alreadyOpen = (snapshot: Snapshot, situation: Situation): readonly Fix[] => {
  const { service } = situation;
  if (!service || !isInternal(situation)) return [];
  return siblings(snapshot, service).filter((one) => one !== service).flatMap((one) => {
    const way = waysOf(snapshot, one).find(({ verdict, exposure }) => verdict === "yes" && exposure.urls.length > 0 && includes(exposure.reach, "nodes"));
    return way ? [{ text: `Already open: Service ${one.metadata.name} (${way.exposure.via}) stands before the same pods; use ${way.exposure.urls[0]}.`, commands: [] }] : [];
  });
};

const meanwhile = (situation: Situation): readonly Fix[] => {
  const forward = situation.service && (situation.verdict !== "yes" || isInternal(situation)) ? portForward(situation.service) : undefined;
  return forward ? [forward] : [];
};

/** For a Service that nothing outside reaches: the ways to open it, cheapest first. */
const properly = (snapshot: Snapshot, situation: Situation): readonly Fix[] => {
  const { service, ways } = situation;
  if (!service || !isInternal(situation) || ways.some((way) => !["ClusterIP", "Headless"].includes(way.exposure.via))) return [];
  const { low, high } = situation.cost ?? ASSUMED_COST;
  const port = service.spec.ports[0]?.port ?? 80;
  const [gateway] = snapshot.objects.Gateway;
  const through = gateway
    ? `For good, under a hostname: an HTTPRoute that attaches to Gateway ${gateway.metadata.namespace}/${gateway.metadata.name} and sends to ${service.metadata.name}:${port}; the load balancer in front of it is already paid for.`
    : `For good, under a hostname: an HTTPRoute on a Gateway (or an Ingress) that sends to ${service.metadata.name}:${port}; one load balancer serves many Services.`;
  return [
    { text: through, commands: [] },
    {
      text: `For good, with an address of its own: type LoadBalancer, about $${low} to $${high} a month for each Service (an assumption; set your own with --cost-low and --cost-high).`,
      commands: [`kubectl expose -n ${service.metadata.namespace} service/${service.metadata.name} --name=${service.metadata.name}-public --type=LoadBalancer --port=80 --target-port=${targetOf(service)}`],
    },
  ];
};

const targetOf = (service: Service): number | string => service.spec.ports[0]?.targetPort ?? service.spec.ports[0]?.port ?? 80;
