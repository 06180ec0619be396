import { find } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { attachmentsOf, type ParentAttachment } from "../topology/attachment.ts";
import { attachability, routeCondition } from "../topology/route-status.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

/** A route on a ListenerSet needs that the set is part of a Gateway: that it exists and allows the set (allowedListeners, default None). */
export const ParentNotAccepted = defineCheck({
  code: "ParentNotAccepted",
  severity: "error",
  title: "The ListenerSet that a parentRef names is not part of a Gateway",
  about: allRouteKinds,
  reads: ["Gateway", "GatewayClass", "ListenerSet", "Namespace"],
  run: (route, snapshot) =>
    attachmentsOf(snapshot, route).flatMap((attachment): readonly Finding[] => {
      const orphan = orphaned(snapshot, attachment);
      if (orphan) return [orphan];
      const result = attachability(attachment);
      if ((result.verdict !== "no" && result.verdict !== "unknown") || result.reason !== "ParentNotAccepted") return [];
      if (result.verdict === "unknown" && routeCondition(snapshot, route, attachment, "Accepted")) return [];
      const { name, namespace } = attachment.gateway?.metadata ?? {};
      return [{
        path: attachment.path,
        detail: `Gateway ${namespace}/${name} does not allow ListenerSet ${attachment.namespace}/${attachment.name} to add listeners, so the route is on none.`,
        fix: [`Let spec.allowedListeners.namespaces of Gateway ${namespace}/${name} take namespace ${attachment.namespace}, or attach the route to the Gateway.`],
        ...(result.verdict === "unknown" ? { unknown: result.because ? undecided(result.because) : "allowedListeners.namespaces.from has a value that the Gateway API does not define" } : {}),
      }];
    }),
});

const orphaned = (snapshot: Snapshot, { parent, path, namespace, name }: ParentAttachment): Finding | undefined => {
  if (parent.state !== "found" || parent.object.kind !== "ListenerSet") return undefined;
  const { namespace: home = namespace, name: wanted = "" } = parent.object.spec.parentRef ?? {};
  const lookup = find(snapshot, "Gateway", home, wanted);
  if (lookup.state === "found") return undefined;
  const set = `ListenerSet ${namespace}/${name}`;
  const fix = [`Correct spec.parentRef of ${set}.`];
  return lookup.state === "missing"
    ? { path, detail: `${set} belongs to Gateway ${home}/${wanted}, which does not exist.`, fix }
    : { path, detail: `It is not known whether Gateway ${home}/${wanted} of ${set} exists.`, fix, unknown: undecided(lookup.because) };
};
