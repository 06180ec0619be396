import { kubectl, some } from "../notes/wording.ts";
import { minutesSince } from "../topology/events.ts";
import { defineCheck } from "./check.ts";

/** A finalizer holds a deleted object until its controller has cleaned up; for load balancers the provider's. */
export const ServiceTerminating = defineCheck({
  code: "ServiceTerminating",
  severity: "warning",
  title: "The Service is being deleted",
  about: ["Service"],
  reads: [],
  run: ({ metadata }, snapshot) => {
    if (metadata.deletionTimestamp === undefined) return [];
    const minutes = Math.floor(minutesSince(snapshot, metadata.deletionTimestamp) ?? 0);
    const finalizers = metadata.finalizers;
    return [{
      path: "metadata.deletionTimestamp",
      detail: `Service ${metadata.name} was deleted ${minutes} minutes ago${finalizers.length === 0 ? "" : ` and waits for the controller of ${some(finalizers)} to clean up`}. Traffic ends when it is gone, and it cannot be brought back.`,
      fix: [
        kubectl(metadata.namespace ?? "", "describe", "service", metadata.name ?? ""),
        ...(finalizers.length === 0 ? [] : ["If it stays, see why that controller (the cloud controller manager, the load balancer controller) does not finish: it may be gone or lack permissions. Removing the finalizer by hand leaves the load balancer behind, and its bill."]),
        "To keep the Service, apply its manifest again once it is gone.",
      ],
    }];
  },
});
