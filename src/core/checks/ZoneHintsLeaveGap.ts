import { some } from "../notes/wording.ts";
import { derived } from "../snapshot/derived.ts";
import { conditionsOf, endpointsOf } from "../topology/endpoints.ts";
import { defineCheck } from "./check.ts";

const ZONE = "topology.kubernetes.io/zone";

const zones = derived((snapshot): readonly string[] =>
  [...new Set(snapshot.objects.Node.flatMap((node) => node.metadata.labels[ZONE] ?? []))].toSorted());

/** kube-proxy ignores the hints in a zone without any, so that nothing fails there; traffic is only less local than asked for. */
export const ZoneHintsLeaveGap = defineCheck({
  code: "ZoneHintsLeaveGap",
  severity: "info",
  title: "No endpoint is meant for some of the zones",
  about: ["Service"],
  reads: ["EndpointSlice", "Endpoints", "Node"],
  run: (service, snapshot) => {
    if (zones(snapshot).length === 0) return [];
    const view = endpointsOf(snapshot, service);
    const ready = view.state === "known" ? view.slices.flatMap((slice) => slice.endpoints).filter((one) => conditionsOf(one).ready) : [];
    const hinted = new Set(ready.flatMap((one) => one.hints?.forZones ?? []).flatMap((zone) => zone.name ?? []));
    const bare = hinted.size === 0 ? [] : zones(snapshot).filter((zone) => !hinted.has(zone));
    if (bare.length === 0) return [];
    return [{
      path: service.spec.trafficDistribution === undefined ? "" : "spec.trafficDistribution",
      detail: `Clients in ${some(bare)} have no ready endpoint of their own zone and use all zones.`,
      fix: ["Spread the pods over the zones (topologySpreadConstraints) if traffic should stay within them."],
    }];
  },
});
