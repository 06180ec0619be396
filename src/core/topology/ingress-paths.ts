/** Paths of Ingresses that mean the same requests, and which of them comes first. */
import { derived, groupBy } from "../snapshot/derived.ts";
import { compareText } from "../snapshot/ref.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { ingressUses, type IngressUse } from "./backends.ts";
import { classNameOf, type Ingress } from "./ingress-class.ts";
import { controllerOf, isTrue } from "./ingress-controllers.ts";

const CANARY = "nginx.ingress.kubernetes.io/canary";
const isCanary = (ingress: Ingress): boolean => isTrue(ingress.metadata.annotations[CANARY]);

const ALB_GROUP = "alb.ingress.kubernetes.io/group.name";
/** Annotations that tell apart requests to the same host and path. */
const TELLS_APART = /^(alb\.ingress\.kubernetes\.io\/conditions\.|konghq\.com\/(methods|headers)|nginx\.org\/mergeable-ingress-type|haproxy-ingress\.github\.io\/(blue-green|http-match-|http-header-match)|appgw\.ingress\.kubernetes\.io\/hostname-extension)/;

/** Whether an Ingress takes part of the requests for its paths on purpose: a canary, or one told apart by more than the path. */
export const standsApart = (ingress: Ingress): boolean => isCanary(ingress) || Object.keys(ingress.metadata.annotations).some((key) => TELLS_APART.test(key));

/** What shares one set of rules: a class, or one Ingress (or group) where each has a load balancer of its own. */
const planeOf = (snapshot: Snapshot, ingress: Ingress): string => {
  const { namespace, name, annotations } = ingress.metadata;
  const plane = classNameOf(snapshot, ingress) ?? "";
  if (controllerOf(snapshot, ingress)?.balancesEach !== true) return plane;
  return `${plane} ${annotations[ALB_GROUP] ?? `${namespace}/${name}`}`;
};

const keyOf = (snapshot: Snapshot, use: IngressUse): string =>
  [planeOf(snapshot, use.ingress), (use.host ?? "").toLowerCase(), use.pathType === "Exact" ? "=" : "", use.urlPath ?? "/"].join("\n");

const compareAge = (a: IngressUse, b: IngressUse): number =>
  compareText(a.ingress.metadata.creationTimestamp ?? "", b.ingress.metadata.creationTimestamp ?? "") ||
  compareText(`${a.ingress.metadata.namespace}/${a.ingress.metadata.name}`, `${b.ingress.metadata.namespace}/${b.ingress.metadata.name}`);

const index = derived((snapshot) =>
  groupBy(
    snapshot.objects.Ingress.filter((ingress) => !standsApart(ingress)).flatMap(ingressUses).filter((use) => !use.isDefault),
    (use) => keyOf(snapshot, use),
  ));

/** The paths that a path which stands apart (a canary) is beside: same class, host, path and type. */
export const mainsOf = (snapshot: Snapshot, use: IngressUse): readonly IngressUse[] => index(snapshot).get(keyOf(snapshot, use)) ?? [];

/** Only paths that are not alone are kept: one among thousands. */
const rivals = derived((snapshot): ReadonlyMap<IngressUse, readonly IngressUse[]> => {
  const shared = [...index(snapshot).values()].filter((group) => group.length > 1);
  return new Map(shared.map((group) => group.toSorted(compareAge)).flatMap((group) => group.map((use) => [use, group] as const)));
});

/** Paths of the same class, host, path and type, itself among them: the oldest Ingress first, which wins in most controllers. None for a path that is alone. */
export const rivalsOf = (snapshot: Snapshot, use: IngressUse): readonly IngressUse[] => rivals(snapshot).get(use) ?? [];
