import { kubectl } from "../notes/wording.ts";
import { gapFor } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { isRefusal } from "../topology/backing.ts";
import { minutesSince } from "../topology/events.ts";
import { type Pending, pendingOf } from "../topology/pending.ts";
import { platformOf } from "../topology/platform.ts";
import type { Service } from "../topology/selection.ts";
import { defineCheck, undecided } from "./check.ts";

/** Providers take up to a few minutes; before that no address is no sign of trouble. */
const PATIENCE_MINUTES = 5;

/** The type only asks for a load balancer; something outside of Kubernetes itself must answer. */
export const LoadBalancerPending = defineCheck({
  code: "LoadBalancerPending",
  severity: "error",
  title: "The load balancer has no address",
  about: ["Service"],
  reads: ["Event", "Node"],
  ways: ["LoadBalancer"],
  run: (service, snapshot) => {
    const pending = pendingOf(snapshot, service);
    // A class that nobody answers is said by LoadBalancerClassUnknown.
    if (!pending || (service.spec.loadBalancerClass !== undefined && pending.noticed === false)) return [];
    const age = minutesSince(snapshot, service.metadata.creationTimestamp);
    const isYoung = !pending.failure && age !== undefined && age < PATIENCE_MINUTES;
    const { reason, remedy } = explanation(snapshot, service, pending);
    return [{
      path: "spec.type",
      detail: `Service ${service.metadata.name} asks for a load balancer, and its status has no address. ${reason}`.trimEnd(),
      fix: [
        ...(isYoung ? [] : remedy),
        kubectl(service.metadata.namespace ?? "", "describe", "service", service.metadata.name ?? ""),
      ],
      ...(isYoung ? { unknown: "it was created less than 5 minutes ago; load balancers take a few minutes to be made" } : {}),
    }];
  },
});

interface Explanation { readonly reason: string; readonly remedy: readonly string[] }

const explanation = (snapshot: Snapshot, service: Service, { failure, noticed }: Pending): Explanation => {
  if (failure) return { reason: `Its controller reports ${failure.reason ?? "a failure"}: ${(failure.message ?? "").trim()}`, remedy: remedyFor(failure.reason) };
  const view = platformOf(snapshot);
  if (view.state === "known" && !view.platform.hasLoadBalancers && noticed !== true) {
    const silent = noticed === false ? ", and no controller has reported anything about it" : "";
    return { reason: `The cluster runs on ${view.platform.name}, where nothing makes load balancers by itself${silent}.`, remedy: [view.platform.remedy ?? ""] };
  }
  const gap = gapFor(snapshot, "Event", service.metadata.namespace ?? "");
  return isRefusal(gap) ? { reason: `Why is not known: ${undecided(gap)}.`, remedy: [] } : { reason: reported(noticed), remedy: [LOG] };
};

const LOG = "Look into the log of the controller that makes load balancers (the cloud controller manager, MetalLB, or the like).";

const reported = (noticed: boolean | undefined): string =>
  noticed === undefined ? "" : noticed ? "Its controller has reported no failure." : "No controller has reported anything about it.";

const remedyFor = (reason: string | undefined): readonly string[] =>
  reason === "AllocationFailed"
    ? ["Give the load balancer a pool with a free address: for MetalLB an IPAddressPool that this Service may use."]
    : ["Correct what the message names (quota, subnet, permission or annotation); the controller tries again by itself."];
