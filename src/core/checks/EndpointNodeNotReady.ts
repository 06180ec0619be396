import { count, kubectl, some } from "../notes/wording.ts";
import { derived } from "../snapshot/derived.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
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
    if (downNodes(snapshot).size === 0) return [];
    const view = endpointsOf(snapshot, service);
    const endpoints = view.state === "known" ? view.slices.flatMap((slice) => slice.endpoints).filter((one) => conditionsOf(one).ready) : [];
    const bad = endpoints.filter((one) => one.nodeName !== undefined && downNodes(snapshot).has(one.nodeName));
    const nodes = [...new Set(bad.flatMap((one) => one.nodeName ?? []))];
    if (nodes.length === 0) return [];
    return [{
      path: "",
      detail: `${bad.length} of ${count(endpoints.length, "ready endpoint")} ${bad.length === 1 ? "stands" : "stand"} on ${some(nodes)}, ${nodes.length === 1 ? "a node that is" : "nodes that are"} not ready: requests that go there may time out.`,
      fix: nodes.slice(0, 2).map((node) => kubectl("", "describe", "node", node)),
    }];
  },
});

const downNodes = derived((snapshot): ReadonlySet<string> =>
  new Set(snapshot.objects.Node.filter(isDown).flatMap((node) => node.metadata.name ?? [])));

const isDown = (node: ObjectOf<"Node">): boolean => {
  const ready = node.status.conditions.find((one) => one.type === "Ready");
  return ready !== undefined && ready.status !== "True";
};
