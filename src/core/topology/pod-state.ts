/** Why a pod is not ready, from its status. */
import type { Pod } from "./selection.ts";

export interface PodTrouble {
  /** crashing: a container does not start or stay up. pending: no node takes it. gate: a controller has not said yes. */
  readonly kind: "crashing" | "pending" | "gate" | "probe" | "starting";
  /** The API's word where it has one: CrashLoopBackOff, Unschedulable. */
  readonly reason: string;
  readonly message: string;
  readonly container?: string;
}

type ContainerStatus = Pod["status"]["containerStatuses"][number];

/** Finished pods are no endpoints, and nobody waits for them (the EndpointSlice controller leaves them out). */
export const isFinished = (pod: Pod): boolean => pod.status.phase === "Succeeded" || pod.status.phase === "Failed";

const conditionOf = (pod: Pod, type: string): Pod["status"]["conditions"][number] | undefined => pod.status.conditions.find((one) => one.type === type);

export const isPodReady = (pod: Pod): boolean => conditionOf(pod, "Ready")?.status === "True";

/** Reasons for waiting that every healthy pod passes through. */
const PASSING: ReadonlySet<string> = new Set(["ContainerCreating", "PodInitializing"]);

const crashing = (pod: Pod): PodTrouble | undefined => {
  for (const status of [...pod.status.initContainerStatuses, ...pod.status.containerStatuses]) {
    const trouble = troubleOfContainer(status);
    if (trouble) return trouble;
  }
  return undefined;
};

const troubleOfContainer = (status: ContainerStatus): PodTrouble | undefined => {
  const found = whyWaiting(status) ?? whyExited(status);
  return found && { kind: "crashing", ...found, ...(status.name === undefined ? {} : { container: status.name }) };
};

type Cause = Pick<PodTrouble, "reason" | "message">;

const whyWaiting = ({ state, lastState }: ContainerStatus): Cause | undefined => {
  const { reason, message = "" } = state?.waiting ?? {};
  // The kubelet's back-off message repeats names and ids; the exit code says more.
  return reason === undefined || PASSING.has(reason) ? undefined : { reason, message: exitWords(lastState?.terminated) || message };
};

const whyExited = ({ state, ready }: ContainerStatus): Cause | undefined => {
  const exit = state?.terminated;
  return !exit?.exitCode || ready === true ? undefined : { reason: exit.reason ?? "Error", message: exitWords(exit) };
};

const exitWords = (exit: NonNullable<ContainerStatus["state"]>["terminated"]): string => {
  if (exit?.exitCode === undefined) return "";
  return `exit code ${exit.exitCode}${exit.reason && exit.reason !== "Error" ? `, ${exit.reason}` : ""}`;
};

const pending = (pod: Pod): PodTrouble | undefined => {
  const scheduled = conditionOf(pod, "PodScheduled");
  return scheduled?.status === "False" ? { kind: "pending", reason: scheduled.reason ?? "Unschedulable", message: scheduled.message ?? "" } : undefined;
};

const gate = (pod: Pod): PodTrouble | undefined => {
  if (conditionOf(pod, "ContainersReady")?.status !== "True") return undefined;
  const unmet = pod.spec.readinessGates.find((one) => conditionOf(pod, one.conditionType ?? "")?.status !== "True");
  if (!unmet) return undefined;
  const condition = conditionOf(pod, unmet.conditionType ?? "");
  const state = [condition?.status, condition?.reason].filter(Boolean).join(", ");
  return { kind: "gate", reason: unmet.conditionType ?? "", message: condition ? `its condition is ${state}` : "no controller has set its condition" };
};

/** What keeps a pod from being ready, the most telling first; undefined when it is ready or finished. */
export const troubleOf = (pod: Pod): PodTrouble | undefined => {
  if (isFinished(pod) || isPodReady(pod)) return undefined;
  const certain = pending(pod) ?? crashing(pod) ?? gate(pod);
  if (certain) return certain;
  const unready = pod.status.containerStatuses.find((status) => status.ready === false && status.state?.running);
  if (unready) return { kind: "probe", reason: "the readiness probe fails", message: "", ...(unready.name === undefined ? {} : { container: unready.name }) };
  return { kind: "starting", reason: conditionOf(pod, "Ready")?.reason ?? pod.status.phase ?? "not ready", message: "" };
};
