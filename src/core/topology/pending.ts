/** A Service of type LoadBalancer that has no address yet, and what the API tells about the reason. */
import { gapFor } from "../snapshot/find.ts";
import { isFromCluster, type Snapshot } from "../snapshot/snapshot.ts";
import { type Event, eventsOf } from "./events.ts";
import { frontOf } from "./loadbalancer.ts";
import type { Service } from "./selection.ts";

/** What providers report when they could not make the load balancer; Normal events tell of progress. */
const failureOf = (events: readonly Event[]): Event | undefined => events.find((event) => event.type === "Warning");

export interface Pending {
  /** The newest report of a failure, from whatever controller takes care of the Service. */
  readonly failure?: Event;
  /** Whether any controller has reported anything; undefined where Events are not known. */
  readonly noticed: boolean | undefined;
}

/** Undefined where it has an address, is being deleted, is of another type, or was never applied. */
export const pendingOf = (snapshot: Snapshot, service: Service): Pending | undefined => {
  if (service.spec.type !== "LoadBalancer" || !isFromCluster(service) || service.metadata.deletionTimestamp !== undefined) return undefined;
  if (frontOf(service.status.loadBalancer?.ingress ?? []).addresses.length > 0) return undefined;
  const events = eventsOf(snapshot, service);
  const failure = failureOf(events);
  const noticed = events.length > 0 ? true : gapFor(snapshot, "Event", service.metadata.namespace ?? "") ? undefined : false;
  return { noticed, ...(failure ? { failure } : {}) };
};
