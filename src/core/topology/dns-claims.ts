/** Which objects want a DNS name, and where each of them would have it point. */
import { derived, groupBy } from "../snapshot/derived.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import { refKey } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";

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

const claims = derived((snapshot): { readonly byHost: ReadonlyMap<string, readonly DNSClaim[]>; readonly byObject: ReadonlyMap<string, readonly DNSClaim[]> } => {
  const { GRPCRoute, HTTPRoute, Ingress, Service, TLSRoute } = snapshot.objects;
  const all = [...Ingress.flatMap(ofIngress), ...[...GRPCRoute, ...HTTPRoute, ...TLSRoute].flatMap(ofRoute), ...Service.flatMap(ofService)];
  return { byHost: groupBy(all, (claim) => claim.hostname), byObject: groupBy(all, (claim) => refKey(refOf(claim.by))) };
});

/** The names that an object claims, each with the claims of others that would have it point somewhere else. */
export const rivalClaims = (snapshot: Snapshot, object: Claimant): readonly { readonly claim: DNSClaim; readonly rivals: readonly DNSClaim[] }[] => {
  const { byHost, byObject } = claims(snapshot);
  return (byObject.get(refKey(refOf(object))) ?? []).flatMap((claim) => {
    const rivals = (byHost.get(claim.hostname) ?? []).filter((one) => !one.targets.some((target) => claim.targets.includes(target)));
    return rivals.length > 0 ? [{ claim, rivals }] : [];
  });
};
