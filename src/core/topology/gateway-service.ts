/** The Services that carry a Gateway's traffic to its data plane, by the labels that controllers put on them. */
import { derived, groupBy } from "../snapshot/derived.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Gateway } from "./listeners.ts";
import type { Service } from "./selection.ts";

/** GEP-1762: the label of resources that a controller makes for a Gateway, in the Gateway's namespace. */
const GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";
/** Envoy Gateway puts them into its own namespace. */
const ENVOY_NAME = "gateway.envoyproxy.io/owning-gateway-name";
const ENVOY_NAMESPACE = "gateway.envoyproxy.io/owning-gateway-namespace";

const ownerKey = ({ metadata: { namespace = "", labels } }: Service): string => {
  const envoy = labels[ENVOY_NAME];
  if (envoy !== undefined) return `${labels[ENVOY_NAMESPACE] ?? ""}/${envoy}`;
  const name = labels[GATEWAY_NAME];
  return name === undefined ? "" : `${namespace}/${name}`;
};

const byGateway = derived((snapshot) => groupBy(snapshot.objects.Service, ownerKey));

/** Services of the Gateway that take traffic from outside of its pods; empty where nothing is labelled so. */
export const servicesOfGateway = (snapshot: Snapshot, { metadata }: Gateway): readonly Service[] =>
  (byGateway(snapshot).get(`${metadata.namespace ?? ""}/${metadata.name ?? ""}`) ?? []).filter((service) => service.spec.clusterIP !== "None");
