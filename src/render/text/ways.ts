/** A way in, in one line. */
import type { Exposure, ServiceExposure } from "../../core/exposure/model.ts";
import type { Verdict } from "../../core/notes/note.ts";
import type { Audience } from "../../core/topology/loadbalancer.ts";
import type { Via } from "../../core/topology/via.ts";
import { plain } from "./terminal.ts";

const verdictOrder: readonly Verdict[] = ["yes", "unknown", "no"];
const reachOrder: readonly Audience[] = ["internet", "network", "nodes", "pods", "unknown"];

/** What works comes first, then what reaches furthest; among equals the order of the result stays. */
export const bestFirst = (exposures: readonly Exposure[]): readonly Exposure[] =>
  exposures.toSorted((a, b) =>
    verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict) || reachOrder.indexOf(a.reach) - reachOrder.indexOf(b.reach));

/** Every Service has these without declaring a way in: its own name and address inside the cluster. */
const inside: readonly Via[] = ["ClusterIP", "Headless"];
export const isInside = (exposure: Exposure): boolean => inside.includes(exposure.via);

/** `https://shop.example.com/ (+2)`, or that there is no address yet. */
export const addressOf = ({ urls }: Exposure): string => {
  const [first, ...more] = urls;
  if (first === undefined) return "(no address)";
  return more.length === 0 ? plain(first, 300) : `${plain(first, 300)} (+${more.length})`;
};

type Owner = Pick<ServiceExposure, "namespace" | "name">;

/** What declares it, with its name where that is not the Service's own, and what characterises it. */
export const originOf = (exposure: Exposure, owner?: Owner): string => {
  const { from, via, detail, share, urls } = exposure;
  const isElsewhere = owner !== undefined && from.namespace !== owner.namespace;
  const hasOwnName = from.name !== owner?.name || isElsewhere;
  const name = from.kind !== "Service" && hasOwnName ? ` ${isElsewhere ? `${from.namespace}/` : ""}${from.name}` : "";
  const percent = share === undefined ? "" : `${Number((share * 100).toFixed(1))}% of requests`;
  const about = [detail ?? "", percent].filter((one) => one !== "" && !urls.includes(one));
  return plain(`${via}${name}${about.length > 0 ? ` (${about.join(", ")})` : ""}`, 200);
};

/** With what stands in its way, unless nothing does. */
export const storyOf = (exposure: Exposure, owner?: Owner): string => {
  const codes = exposure.verdict === "yes" ? [] : exposure.codes;
  return codes.length === 0 ? originOf(exposure, owner) : `${originOf(exposure, owner)}: ${plain(codes.join(", "), 200)}`;
};

export const readinessOf = ({ readiness, type }: Pick<ServiceExposure, "readiness" | "type">): string => {
  if (type === "ExternalName") return "-";
  return readiness === undefined ? "unknown" : `${readiness.ready}/${readiness.total}`;
};
