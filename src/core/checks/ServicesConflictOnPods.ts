import { backingKinds, backingOf, hasSelector, servicesOf } from "../topology/backing.ts";
import { podSpecOf, protocolOf, resolveTargetPort, type ServicePort } from "../topology/ports.ts";
import type { Pod, Service, Workload } from "../topology/selection.ts";
import { defineCheck } from "./check.ts";

/** Several Services in front of the same pods are common. They conflict only when they call the same port different things. */
export const ServicesConflictOnPods = defineCheck({
  code: "ServicesConflictOnPods",
  severity: "info",
  title: "Two Services give the same port of the same pods different protocols",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) => {
    const [maker] = hasSelector(service) ? backingOf(snapshot, service).makers : [];
    if (!maker) return [];
    const others = servicesOf(snapshot, maker).filter((one) => one !== service);
    return service.spec.ports.flatMap((port, i) => {
      const other = others.map((one) => ({ one, rival: rivalOf(one, maker, port) })).find(({ rival }) => rival);
      return !other?.rival ? [] : [{
        path: `spec.ports[${i}].appProtocol`,
        detail: `Service ${other.one.metadata.name ?? ""} sends to the same port ${resolveTargetPort(port, podSpecOf(maker)) ?? ""} of the same pods with appProtocol ${other.rival.appProtocol ?? ""}, this one with ${port.appProtocol ?? ""}. A mesh, which sees the pods' port, follows one of them.`,
        fix: ["Give both the same appProtocol."],
      }];
    });
  },
});

const rivalOf = (other: Service, maker: Pod | Workload, port: ServicePort): ServicePort | undefined => {
  const number = resolveTargetPort(port, podSpecOf(maker));
  if (port.appProtocol === undefined || number === undefined) return undefined;
  return other.spec.ports.find((one) =>
    one.appProtocol !== undefined && one.appProtocol !== port.appProtocol && protocolOf(one) === protocolOf(port) && resolveTargetPort(one, podSpecOf(maker)) === number);
};
