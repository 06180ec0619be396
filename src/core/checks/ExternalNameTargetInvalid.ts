import { find } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { parseAddress } from "../topology/addresses.ts";
import type { Service } from "../topology/selection.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";
import { inClusterName } from "./external-name.ts";

/** DNS-1123 subdomain, as the API server asks for it; a trailing dot is allowed. */
const DNS_NAME = /^(?=.{1,254}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\.?$/;

/** An ExternalName Service is a CNAME record: its target must be a name, exist, and not lead back. */
export const ExternalNameTargetInvalid = defineCheck({
  code: "ExternalNameTargetInvalid",
  severity: "error",
  title: "An ExternalName Service leads nowhere",
  about: ["Service"],
  reads: [],
  run: (service, snapshot) => {
    if (service.spec.type !== "ExternalName") return [];
    const said = malformed(service.spec.externalName ?? "") ?? misled(snapshot, service);
    return said ? [{ path: "spec.externalName", ...said }] : [];
  },
});

type Said = Omit<Finding, "path">;

const malformed = (name: string): Said | undefined => {
  if (name === "") return { detail: "externalName is empty.", fix: ["Set spec.externalName to the DNS name that clients should be sent to."] };
  if (parseAddress(name)) return { detail: `externalName is the address ${name}: a CNAME record holds a name, and DNS finds nothing under a name of digits.`, fix: ["Use a Service without selector and an EndpointSlice with the address instead."] };
  return DNS_NAME.test(name.toLowerCase()) ? undefined : { detail: `externalName ${name} is no DNS name: no scheme, port or path belongs there.`, fix: ["Set spec.externalName to the DNS name alone."] };
};

const MOST_HOPS = 8;

/** Follows aliases within the cluster to the end. */
const misled = (snapshot: Snapshot, service: Service): Said | undefined => {
  const passed = new Set([keyOf(service)]);
  let current = service;
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const target = inClusterName(current.spec.externalName ?? "");
    if (!target) return undefined;
    const words = `Service ${target.namespace}/${target.name}`;
    const next = find(snapshot, "Service", target.namespace, target.name);
    if (next.state === "unknown") return { detail: `externalName leads to ${words}; whether that exists is not known.`, fix: [`Look whether ${words} exists.`], unknown: undecided(next.because) };
    if (next.state === "missing") return { detail: `externalName leads to ${words}, which does not exist.`, fix: [`Create ${words} or correct spec.externalName.`] };
    if (passed.has(keyOf(next.object))) return { detail: `externalName leads back to ${words}: its DNS name is an alias of itself and resolves to nothing.`, fix: ["Set spec.externalName to a name outside this circle."] };
    if (next.object.spec.type !== "ExternalName") return undefined;
    passed.add(keyOf(next.object));
    current = next.object;
  }
  return undefined;
};

const keyOf = ({ metadata }: Service): string => `${metadata.namespace ?? ""}/${metadata.name ?? ""}`;
