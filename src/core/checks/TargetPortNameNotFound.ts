import { count, some } from "../notes/wording.ts";
import { backingKinds, backingOf, type Backing } from "../topology/backing.ts";
import { containerPorts, formatPort, podSpecOf, protocolOf, resolveTargetPort, type ServicePort, targetPortOf } from "../topology/ports.ts";
import { nearestNames, type Pod, type Workload } from "../topology/selection.ts";
import { defineCheck, type Finding } from "./check.ts";

/**
 * A targetPort that is a name is looked up in every pod on its own (EndpointSlice controller, FindPort): a pod without
 * it is an endpoint without that port. The ready endpoints' ports decide where no pod spec is known.
 */
export const TargetPortNameNotFound = defineCheck({
  code: "TargetPortNameNotFound",
  severity: "error",
  title: "A Service's targetPort names a port that its pods do not have",
  about: ["Service"],
  reads: backingKinds,
  run: (service, snapshot) => {
    if (service.spec.type === "ExternalName") return [];
    const backing = backingOf(snapshot, service);
    return service.spec.ports.flatMap((port, i) => {
      const target = targetPortOf(port);
      if (typeof target !== "string") return [];
      const made = backing.makers.length > 0 ? fromSpecs(backing.makers, port, target) : fromSlices(backing, port, target);
      // Clients of a headless Service connect to the pods themselves, by a port of their own choice.
      return made ? [{ path: `spec.ports[${i}].targetPort`, ...made, ...(service.spec.clusterIP === "None" ? { severity: "warning" as const } : {}) }] : [];
    });
  },
});

type Unplaced = Omit<Finding, "path">;

const fromSpecs = (makers: readonly (Pod | Workload)[], port: ServicePort, target: string): Unplaced | undefined => {
  const without = makers.filter((one) => resolveTargetPort(port, podSpecOf(one)) === undefined);
  const ports = without.flatMap((one) => containerPorts(podSpecOf(one)));
  // The same name under another protocol: PortProtocolMismatch says so.
  if (without.length === 0 || ports.some((one) => one.name === target && protocolOf(one) !== protocolOf(port))) return undefined;
  const names = [...new Set(ports.flatMap((one) => (one.name === undefined || protocolOf(one) !== protocolOf(port) ? [] : [one.name])))];
  const isAll = without.length === makers.length;
  return {
    detail: `${subject(without, makers)} ${protocolOf(port)} container port named ${target}; ${declared(names, ports.length)}.${quoted(target)} Traffic to port ${formatPort(port)} ${isAll ? "finds no endpoint" : "reaches the others only"}.`,
    fix: [suggestion(target, names, ports), ...naming(target)],
    ...(isAll ? {} : { severity: "warning" }),
  };
};

const subject = (without: readonly (Pod | Workload)[], makers: readonly (Pod | Workload)[]): string => {
  const noun = without.every((one) => one.kind === "Pod") ? "pod" : "workload";
  if (makers.length === 1) return `The ${noun} behind it has no`;
  if (without.length === makers.length) return `None of the ${count(makers.length, noun)} behind it has a`;
  return `${without.length} of ${count(makers.length, noun)} behind it (${some(without.map((one) => one.metadata.name ?? ""), 2)}) ${without.length === 1 ? "has" : "have"} no`;
};

const declared = (names: readonly string[], ports: number): string => {
  if (names.length > 0) return `there is ${some(names, 5)}`;
  return ports > 0 ? "no port there has a name" : "no port is declared there";
};

const isNumber = (target: string): boolean => /^\d+$/.test(target);

const naming = (target: string): readonly string[] => (isNumber(target) ? [] : [`Or name the container port ${target} in the pod template.`]);

const quoted = (target: string): string => (isNumber(target) ? " A number in quotes is taken for a name." : "");

const suggestion = (target: string, names: readonly string[], ports: ReturnType<typeof containerPorts>): string => {
  if (isNumber(target)) return `Write targetPort: ${target} without quotes.`;
  const name = nearestNames(target, names)[0] ?? (names.length === 1 ? names[0] : undefined);
  if (name !== undefined) return `Set targetPort to ${name}.`;
  const numbers = [...new Set(ports.flatMap((one) => one.containerPort ?? []))];
  return numbers.length === 1 ? `Set targetPort to ${numbers[0] ?? ""}.` : "Set targetPort to a port that the containers have.";
};

const fromSlices = ({ endpoints }: Backing, port: ServicePort, target: string): Unplaced | undefined => {
  const filled = endpoints?.slices.filter((slice) => slice.endpoints.length > 0) ?? [];
  const hasPort = filled.some((slice) => slice.ports.some((one) => (one.name ?? "") === (port.name ?? "") && one.port !== undefined));
  return filled.length === 0 || hasPort ? undefined : {
    detail: `Its endpoints have no port for ${formatPort(port)}: no pod has a ${protocolOf(port)} container port named ${target}.${quoted(target)}`,
    fix: [suggestion(target, [], []), ...naming(target)],
  };
};
