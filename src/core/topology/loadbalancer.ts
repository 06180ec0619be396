/** What a Service of type LoadBalancer got, and for whom. */
import { loadBalancerSchemeKeys } from "../facts/loadBalancerScheme.generated.ts";
import { isPublic, scopeOf } from "./addresses.ts";
import type { Service } from "./selection.ts";

/** Who can open a way in, the widest circle named. `network`: private addresses outside the nodes. */
export type Audience = "pods" | "nodes" | "network" | "internet" | "unknown";

/** The annotation that makes the load balancer private, if one does. */
export const internalBy = (service: Service): string | undefined =>
  Object.keys(loadBalancerSchemeKeys).find((key) => ["internal", "true"].includes((service.metadata.annotations[key] ?? "").toLowerCase()));

/** The older spelling of spec.loadBalancerSourceRanges; the field wins where both are set (cloud-provider service/helpers). */
const RANGES_ANNOTATION = "service.beta.kubernetes.io/load-balancer-source-ranges";

/** The client addresses that the load balancer lets in, and the field that says so; none: all. */
export const sourceRangesOf = ({ metadata, spec }: Service): { readonly path: string; readonly ranges: readonly string[] } => {
  const annotation = metadata.annotations[RANGES_ANNOTATION];
  const isField = spec.loadBalancerSourceRanges.length > 0 || annotation === undefined;
  const ranges = (isField ? spec.loadBalancerSourceRanges : annotation.split(",")).map((one) => one.trim()).filter((one) => one !== "");
  return { path: isField ? "spec.loadBalancerSourceRanges" : `metadata.annotations["${RANGES_ANNOTATION}"]`, ranges: ranges.some((one) => one.endsWith("/0")) ? [] : ranges };
};

export interface Front { readonly addresses: readonly string[]; readonly reach: Audience }

type Ingresses = readonly { readonly ip?: string; readonly hostname?: string }[];

/** Addresses of a status, those of the widest circle first, and that circle. A hostname tells nothing unless it names its scheme. */
export const frontOf = (ingresses: Ingresses): Front => {
  const all = ingresses.flatMap((one) => one.ip ?? one.hostname ?? []).filter((one) => one !== "");
  const reach = widest(all.map(reachOf));
  const isWidest = (address: string): boolean => reachOf(address) === reach;
  return { addresses: all.length > 1 ? [...all.filter(isWidest), ...all.filter((one) => !isWidest(one))] : all, reach };
};

/** Who reaches an address: the internet if public, the private network if not; a hostname is judged by its DNS name only. */
export const reachOf = (address: string): Audience => {
  const scope = scopeOf(address);
  if (scope === "invalid") return hostnameReach(address);
  if (isPublic(address)) return "internet";
  return scope === "loopback" ? "nodes" : "network";
};

// AWS puts "internal-" before the names of private load balancers (Classic and ALB).
const hostnameReach = (hostname: string): Audience => {
  if (hostname === "localhost") return "nodes";
  if (/^internal-.*\.elb(\.[\w-]+)?\.amazonaws\.com/.test(hostname) || /\.(internal|local|lan|corp|home\.arpa)$/.test(hostname)) return "network";
  return hostname.includes(".") ? "internet" : "unknown";
};

const circles: readonly Audience[] = ["pods", "nodes", "network", "internet"];

/** The widest of several circles; unknown where there is none. */
export const widest = (all: readonly Audience[]): Audience =>
  all.reduce<Audience>((best, one) => (circles.indexOf(one) > circles.indexOf(best) ? one : best), "unknown");

/** Whether a client in one circle is inside another: pods and nodes reach whatever the network reaches. */
export const includes = (reach: Audience, client: Audience): boolean => circles.indexOf(reach) >= circles.indexOf(client) && reach !== "unknown";
