import { count, kubectl, some } from "../notes/wording.ts";
import { type Pod, podsOf } from "../topology/selection.ts";
import { defineCheck } from "./check.ts";

/** The scheduler's words (NodePorts plugin) when a host port is taken on every node that would do. */
const TAKEN = /free ports for the requested pod ports/;

export const HostPortConflict = defineCheck({
  code: "HostPortConflict",
  severity: "warning",
  title: "Pods wait because their host port is taken on every node",
  about: ["Service"],
  reads: ["Pod"],
  evidence: ["Pod"],
  run: (service, snapshot) => {
    const waiting = podsOf(snapshot, service).filter(isWaiting);
    const [first] = waiting;
    if (!first) return [];
    const ports = waiting.flatMap(hostPortsOf);
    return [{
      path: "spec.selector",
      detail: `${count(waiting.length, "pod")} (${some(waiting.map((pod) => pod.metadata.name ?? ""))}) cannot start: no node has host port ${some(ports.map(String)) || "that the pod asks for"} free. A port of a node serves one pod at a time.`,
      fix: [
        "Remove hostPort from the pod template where the Service is enough; else run no more replicas than nodes, or use a DaemonSet.",
        kubectl(first.metadata.namespace ?? "", "describe", "pod", first.metadata.name ?? ""),
      ],
    }];
  },
});

const isWaiting = (pod: Pod): boolean =>
  pod.status.conditions.some((one) => one.type === "PodScheduled" && one.status === "False" && TAKEN.test(one.message ?? ""));

const hostPortsOf = (pod: Pod): readonly number[] =>
  pod.spec.containers.flatMap((container) => container.ports).flatMap((port) => (port.hostPort ? [port.hostPort] : []));
