import { kubectl, some } from "../notes/wording.ts";
import { derived, groupBy } from "../snapshot/derived.ts";
import { find, inNamespace } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { ingressUses, type IngressUse } from "../topology/backends.ts";
import { nearestNames } from "../topology/selection.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";

/** An Ingress backend names a Service of its own namespace, always (networking/v1). Requests for it get 503 or 404. */
export const IngressBackendServiceNotFound = defineCheck({
  code: "IngressBackendServiceNotFound",
  severity: "error",
  title: "An Ingress backend names a Service that does not exist",
  about: ["Ingress"],
  reads: ["Service"],
  run: (ingress, snapshot) =>
    ingressUses(ingress).flatMap((use) => {
      const { name, port } = use.backend.service ?? {};
      // The AWS Load Balancer Controller reads such a name as an action from an annotation.
      if (name === undefined || port?.name === "use-annotation") return [];
      const service = find(snapshot, "Service", ingress.metadata.namespace ?? "", name);
      if (service.state === "unknown") return [unread(use, name, undecided(service.because))];
      return service.state === "missing" ? [missing(snapshot, use, name)] : [];
    }),
});

const namespacesByName = derived((snapshot) => groupBy(snapshot.objects.Service, (service) => service.metadata.name ?? ""));

const pathOf = (use: IngressUse): string => `${use.path}.service.name`;

const missing = (snapshot: Snapshot, use: IngressUse, name: string): Finding => {
  const namespace = use.ingress.metadata.namespace ?? "";
  const elsewhere = (namespacesByName(snapshot).get(name) ?? []).map((service) => service.metadata.namespace ?? "");
  const near = nearestNames(name, inNamespace(snapshot, "Service", namespace).map((service) => service.metadata.name ?? ""));
  const hint = elsewhere.length > 0
    ? ` There is one in namespace ${some(elsewhere)}; an Ingress cannot send traffic to another namespace.`
    : near.length > 0 ? ` There is ${some(near)}.` : "";
  return {
    path: pathOf(use),
    detail: `Service ${name} does not exist in namespace ${namespace}.${hint} Requests for ${placeOf(use)} fail.`,
    fix: [
      ...(near[0] === undefined ? [] : [`Set ${pathOf(use)} to ${near[0]}.`]),
      ...(elsewhere[0] === undefined ? [] : [`Put the Ingress into namespace ${elsewhere[0]}, or use an HTTPRoute with a ReferenceGrant there.`]),
      kubectl(namespace, "get", "services"),
    ],
  };
};

const placeOf = (use: IngressUse): string => (use.isDefault ? "the default backend" : `${use.host ?? "any host"}${use.urlPath ?? "/"}`);

const unread = (use: IngressUse, name: string, unknown: string): Finding => ({
  path: pathOf(use),
  detail: `Whether Service ${name} exists is not known.`,
  fix: [kubectl(use.ingress.metadata.namespace ?? "", "get", "service", name)],
  unknown,
});
