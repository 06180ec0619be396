/** What controllers and kubelets reported about an object. */
import { derived, groupBy } from "../snapshot/derived.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import { compareText } from "../snapshot/ref.ts";
import { type Identified, refOf, type Snapshot } from "../snapshot/snapshot.ts";

export type Event = ObjectOf<"Event">;

/** When it was seen last; events.k8s.io writes eventTime, older reporters lastTimestamp. */
const eventTime = (event: Event): string => event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? "";

const byObject = derived((snapshot) =>
  groupBy(snapshot.objects.Event, ({ involvedObject, metadata }) =>
    `${involvedObject?.kind ?? ""}/${involvedObject?.namespace ?? metadata.namespace ?? ""}/${involvedObject?.name ?? ""}`));

/** The Events about an object, the newest first. */
export const eventsOf = (snapshot: Snapshot, object: Identified): readonly Event[] => {
  const { kind, namespace, name } = refOf(object);
  return (byObject(snapshot).get(`${kind}/${namespace}/${name}`) ?? []).toSorted((a, b) => compareText(eventTime(b), eventTime(a)));
};

/** Minutes between an RFC 3339 time and the snapshot; undefined where the time cannot be read. */
export const minutesSince = (snapshot: Snapshot, time: string | undefined): number | undefined => {
  const minutes = (Date.parse(snapshot.takenAt) - Date.parse(time ?? "")) / 60_000;
  return Number.isNaN(minutes) ? undefined : minutes;
};
