import { backingKinds, backingOf, hasSelector, ownerOf } from "../topology/backing.ts";
import { podSpecOf } from "../topology/ports.ts";
import type { Pod } from "../topology/selection.ts";
import { defineCheck } from "./check.ts";
import { formatContainerPorts, probedPort } from "./declared-ports.ts";
import { isServed } from "./pod-troubles.ts";

type Container = Pod["spec"]["containers"][number];

/** A probe's named port is looked up in its own container (kubelet, prober); a number needs no declaration. */
export const ReadinessProbePortNotDeclared = defineCheck({
  code: "ReadinessProbePortNotDeclared",
  severity: "warning",
  title: "A readiness probe asks a port that its container does not declare",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) => {
    if (!hasSelector(service)) return [];
    const backing = backingOf(snapshot, service);
    // A ready pod is proof that the probe works.
    if (isServed(backing)) return [];
    const found = backing.makers.flatMap((maker) =>
      podSpecOf(maker).containers.flatMap((container) => {
        const words = strayPort(container);
        const owner = ownerOf(snapshot, maker);
        return words === undefined ? [] : [`container ${container.name ?? ""} of ${owner.kind} ${owner.name} is asked on ${words}`];
      }));
    return [...new Set(found)].slice(0, 3).map((words) => ({
      path: "spec.selector",
      detail: `${words}, the pods never become ready and the Service has no endpoint.`.replace(/^c/, "C"),
      fix: ["Set readinessProbe.httpGet.port (or tcpSocket.port) to a port of the container, or declare the port."],
    }));
  },
});

const strayPort = (container: Container): string | undefined => {
  const { ports } = container;
  const port = probedPort(container);
  if (port === undefined || ports.some((one) => one.name === port || one.containerPort === port)) return undefined;
  if (typeof port === "string") return `a port named ${port}, which it does not have (${ports.length === 0 ? "it declares none" : `it has ${formatContainerPorts(ports)}`}): as long as that is so`;
  return ports.length === 0 ? undefined : `port ${port}, but declares ${formatContainerPorts(ports)}: if nothing listens there`;
};
