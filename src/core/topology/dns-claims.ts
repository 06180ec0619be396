/** Which objects want a DNS name, and where each of them would have it point. */
import { derived, groupBy } from "../snapshot/derived.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

export type Claimant = ObjectOf<"GRPCRoute" | "HTTPRoute" | "Ingress" | "Service" | "TLSRoute">;

export interface DNSClaim {
  readonly by: Claimant;
  /** In lower case, without a trailing dot. */
  readonly hostname: string;
  readonly path: string;
  /** What has the address: `IngressClass nginx`, `Gateway platform/public`, the Service itself. */
  readonly targets: readonly string[];
}

const EXTERNAL_DNS = "external-dns.alpha.kubernetes.io/hostname";

const plain = (hostname: string): string => hostname.trim().toLowerCase().replace(/\.$/, "");

const ofIngress = (by: ObjectOf<"Ingress">): readonly DNSClaim[] => {
  const name = by.spec.ingressClassName ?? by.metadata.annotations["kubernetes.io/ingress.class"];
  // Without a class it may be any of them.
  if (name === undefined) return [];
  const targets = [`IngressClass ${name}`];
  return by.spec.rules.flatMap((rule, i) => (rule.host ? [{ by, targets, hostname: plain(rule.host), path: `spec.rules[${i}].host` }] : []));
};

const ofRoute = (by: ObjectOf<"GRPCRoute" | "HTTPRoute" | "TLSRoute">): readonly DNSClaim[] => {
  const targets = by.spec.parentRefs.filter((ref) => (ref.kind ?? "Gateway") === "Gateway").map((ref) => `Gateway ${ref.namespace ?? by.metadata.namespace ?? ""}/${ref.name ?? ""}`);
  return targets.length === 0 ? [] : by.spec.hostnames.map((hostname, i) => ({ by, targets, hostname: plain(hostname), path: `spec.hostnames[${i}]` }));
};

const ofService = (by: ObjectOf<"Service">): readonly DNSClaim[] =>
  (by.metadata.annotations[EXTERNAL_DNS] ?? "").split(",").filter((one) => one.trim() !== "").map((hostname) => ({
    by, hostname: plain(hostname), path: `metadata.annotations["${EXTERNAL_DNS}"]`,
    targets: [`Service ${by.metadata.namespace ?? ""}/${by.metadata.name ?? ""}`],
  }));

interface Contested { readonly claim: DNSClaim; readonly rivals: readonly DNSClaim[] }

/** Only names that more than one object wants are kept. */
const contested = derived((snapshot): ReadonlyMap<Claimant, readonly Contested[]> => {
  const { GRPCRoute, HTTPRoute, Ingress, Service, TLSRoute } = snapshot.objects;
  const all = [...Ingress.flatMap(ofIngress), ...[...GRPCRoute, ...HTTPRoute, ...TLSRoute].flatMap(ofRoute), ...Service.flatMap(ofService)];
  const pairs = [...groupBy(all, (claim) => claim.hostname).values()].filter((group) => group.length > 1).flatMap(rivalsIn);
  const found = new Map<Claimant, Contested[]>();
  for (const pair of pairs) found.set(pair.claim.by, [...(found.get(pair.claim.by) ?? []), pair]);
  return found;
});

/** Claims of one name: those that would have it point somewhere else than this one. */
const rivalsIn = (group: readonly DNSClaim[]): readonly Contested[] => {
  const byTarget = groupBy(group, (claim) => claim.targets.join("\n"));
  if (byTarget.size < 2) return [];
  return group.flatMap((claim) => {
    const rivals = group.filter((one) => !one.targets.some((target) => claim.targets.includes(target)));
    return rivals.length > 0 ? [{ claim, rivals }] : [];
  });
};

/** The names that an object claims, each with the claims of others that would have it point somewhere else. */
export const rivalClaims = (snapshot: Snapshot, object: Claimant): readonly Contested[] => contested(snapshot).get(object) ?? [];
