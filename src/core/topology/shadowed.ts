/** Matches of HTTPRoutes that never get a request, because another rule has exactly the same match and goes first. */
import { derived, groupBy } from "../snapshot/derived.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import { compareText, formatRef, refKey } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";
import { attachmentsOf } from "./attachment.ts";
import { intersect } from "./hostnames.ts";
import type { Listener } from "./listeners.ts";

type HTTPRoute = ObjectOf<"HTTPRoute">;
type Match = HTTPRoute["spec"]["rules"][number]["matches"][number];

interface Place {
  readonly route: HTTPRoute;
  readonly ruleIndex: number;
  readonly matchIndex: number;
  /** As written on the route; "" for every host. */
  readonly hostname: string;
  readonly key: string;
}

export interface Shadow {
  readonly place: Place;
  readonly winner: Place;
  readonly listener: Listener;
  /** False where it depends on which route is older, and that is not known. */
  readonly isCertain: boolean;
}

type NameMatches = readonly { readonly type?: string; readonly name?: string; readonly value?: string }[];

const names = (matches: NameMatches, fold: boolean): string =>
  matches.map(({ type = "Exact", name = "", value = "" }) => JSON.stringify([fold ? name.toLowerCase() : name, type, value])).toSorted().join();

/** Equal for matches that take exactly the same requests. */
const keyOf = ({ path, method = "", headers, queryParams }: Match): string => {
  const { type = "PathPrefix", value = "/" } = path ?? {};
  return JSON.stringify([type, type === "PathPrefix" ? value.replace(/\/+$/, "") : value, method, names(headers, true), names(queryParams, false)]);
};

const EVERYTHING: Match = { headers: [], queryParams: [] };

const placesOf = (route: HTTPRoute): readonly Place[] =>
  route.spec.rules.flatMap((rule, ruleIndex) =>
    (rule.matches.length > 0 ? rule.matches : [EVERYTHING]).flatMap((match, matchIndex) =>
      (route.spec.hostnames.length > 0 ? route.spec.hostnames : [""]).map((hostname) =>
        ({ route, ruleIndex, matchIndex, hostname: hostname.toLowerCase(), key: `${hostname.toLowerCase()}\n${keyOf(match)}` }))));

/**
 * Older routes first, then by namespace and name, then by the order in the route (httproute_types.go, rules). Only
 * equal hostnames as written are compared: how unequal ones rank depends on the implementation.
 */
const compare = (a: Place, b: Place): number =>
  compareText(a.route.metadata.creationTimestamp ?? "", b.route.metadata.creationTimestamp ?? "") ||
  compareText(formatRef(refOf(a.route)), formatRef(refOf(b.route))) ||
  a.ruleIndex - b.ruleIndex || a.matchIndex - b.matchIndex;

const listenersFor = (snapshot: Snapshot, place: Place): readonly Listener[] =>
  attachmentsOf(snapshot, place.route).flatMap(({ listeners }) => listeners)
    .filter((one) => one.verdict === "yes" && intersect(one.listener.spec.hostname, place.hostname) !== undefined)
    .map((one) => one.listener);

const shadowsAmong = (snapshot: Snapshot, places: readonly Place[]): readonly Shadow[] => {
  const met = places.flatMap((place) => listenersFor(snapshot, place).map((listener) => ({ place, listener })));
  const perListener = groupBy(met, ({ listener }) => `${refKey(refOf(listener.owner))} ${listener.path}`);
  return [...perListener.values()].flatMap((group) => {
    const [first, ...rest] = group.toSorted((a, b) => compare(a.place, b.place));
    if (!first) return [];
    return rest.filter(({ place }) => place.route !== first.place.route || place.ruleIndex !== first.place.ruleIndex).map(({ place, listener }) => ({
      place, listener, winner: first.place,
      isCertain: place.route === first.place.route || (place.route.metadata.creationTimestamp !== undefined && first.place.route.metadata.creationTimestamp !== undefined),
    }));
  });
};

/** By the route that loses. Only matches that occur more than once are looked at closely. */
export const shadowsOf = derived((snapshot): ReadonlyMap<string, readonly Shadow[]> => {
  const groups = groupBy(snapshot.objects.HTTPRoute.flatMap(placesOf), (place) => place.key);
  const shadows = [...groups.values()].filter((group) => group.length > 1).flatMap((group) => shadowsAmong(snapshot, group));
  return groupBy(shadows, (shadow) => refKey(refOf(shadow.place.route)));
});
