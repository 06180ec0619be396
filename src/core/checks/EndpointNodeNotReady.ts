import { count, kubectl, some } from "../notes/wording.ts";
import { find } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { conditionsOf, endpointsOf } from "../topology/endpoints.ts";
import { defineCheck } from "./check.ts";

/** A node that stops reporting keeps its endpoints ready until the node controller notices; then they leave by themselves. */
export const EndpointNodeNotReady = defineCheck({
  code: "EndpointNodeNotReady",
  severity: "warning",
  title: "Ready endpoints stand on nodes that are not ready",
  about: ["Service"],
  reads: ["EndpointSlice", "Endpoints", "Node"],
  run: (service, snapshot) => {
    const view = endpointsOf(snapshot, service);
    const endpoints = view.state === "known" ? view.slices.flatMap((slice) => slice.endpoints).filter((one) => conditionsOf(one).ready) : [];
    const bad = endpoints.filter((one) => one.nodeName !== undefined && isDown(snapshot, one.nodeName));
    const nodes = [...new Set(bad.flatMap((one) => one.nodeName ?? []))];
    if (nodes.length === 0) return [];
    return [{
      path: "",
      detail: `${bad.length} of ${count(endpoints.length, "ready endpoint")} ${bad.length === 1 ? "stands" : "stand"} on ${some(nodes)}, ${nodes.length === 1 ? "a node that is" : "nodes that are"} not ready: requests that go there may time out.`,
      fix: nodes.slice(0, 2).map((node) => kubectl("", "describe", "node", node)),
    }];
  },
});

const isDown = (snapshot: Snapshot, name: string): boolean => {
  const node = find(snapshot, "Node", "", name);
  const ready = node.state === "found" ? node.object.status.conditions.find((one) => one.type === "Ready") : undefined;
  return ready !== undefined && ready.status !== "True";
};
