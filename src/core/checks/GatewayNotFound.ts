import { kubectl } from "../notes/wording.ts";
import { find } from "../snapshot/find.ts";
import type { ListenerSet } from "../topology/listeners.ts";
import { GATEWAY_GROUP } from "../topology/listeners.ts";
import { meantInstead, namespacesWith } from "../topology/namesakes.ts";
import type { Route } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

interface GatewayRef { readonly path: string; readonly name: string; readonly namespace: string; readonly home: string }

/**
 * A parentRef without a namespace means the namespace of the object that holds it (ParentReference.namespace). No
 * controller writes a status for a parent that is not there, so the cluster itself stays silent about this.
 */
export const GatewayNotFound = defineCheck({
  code: "GatewayNotFound",
  severity: "error",
  title: "A parentRef names a Gateway that does not exist",
  about: [...allRouteKinds, "ListenerSet"],
  reads: ["Gateway"],
  run: (object, snapshot) => gatewayRefs(object).flatMap((ref) => judge(snapshot, ref)),
});

const gatewayRefs = (object: Route | ListenerSet): readonly GatewayRef[] => {
  const home = object.metadata.namespace ?? "";
  if (object.kind === "ListenerSet") {
    const { name = "", namespace = home } = object.spec.parentRef ?? {};
    return [{ path: "spec.parentRef.name", name, namespace, home }];
  }
  return object.spec.parentRefs.flatMap((ref, i) =>
    (ref.group ?? GATEWAY_GROUP) === GATEWAY_GROUP && (ref.kind ?? "Gateway") === "Gateway"
      ? [{ path: `spec.parentRefs[${i}].name`, name: ref.name ?? "", namespace: ref.namespace ?? home, home }]
      : []);
};

const judge = (snapshot: Snapshot, { path, name, namespace, home }: GatewayRef): readonly Finding[] => {
  const lookup = find(snapshot, "Gateway", namespace, name);
  if (lookup.state === "found") return [];
  if (lookup.state === "unknown") {
    return [{ path, detail: `It is not known whether Gateway ${namespace}/${name} exists.`, fix: [kubectl(namespace, "get", "gateway", name)], unknown: undecided(lookup.because) }];
  }
  const [elsewhere] = namespacesWith(snapshot, "Gateway", name);
  const field = path.replace(/name$/, "namespace");
  return [{
    path,
    detail: `There is no Gateway ${name} in namespace ${namespace}${namespace === home ? " (a parentRef without a namespace means its own)" : ""}.${meantInstead(snapshot, "Gateway", namespace, name)}`,
    fix: elsewhere === undefined
      ? [`Correct ${path}, or create the Gateway.`, "kubectl get gateways -A"]
      : [`Set ${field} to ${elsewhere}; a listener of that Gateway must allow routes from namespace ${home} (allowedRoutes.namespaces).`],
  }];
};
