import { some } from "../notes/wording.ts";
import { attachmentsOf, type ParentAttachment } from "../topology/attachment.ts";
import { listenersIn, listenerPort, type Listener } from "../topology/listeners.ts";
import { nearestNames } from "../topology/selection.ts";
import { defineCheck, type Finding } from "./check.ts";
import { allRouteKinds, formatListener, formatParent } from "./parent-refs.ts";

/** sectionName and port must pick the same listener, and of this parent only: a Gateway's name does not reach into its ListenerSets. */
export const NoMatchingParent = defineCheck({
  code: "NoMatchingParent",
  severity: "error",
  title: "A parentRef picks no listener of its parent",
  about: allRouteKinds,
  reads: ["Gateway", "ListenerSet", "Namespace"],
  run: (route, snapshot) => attachmentsOf(snapshot, route).flatMap((attachment) => judge(attachment)),
});

const judge = (attachment: ParentAttachment): readonly Finding[] => {
  const { parent, parentRef, gateway, listeners } = attachment;
  if (!gateway || parent.state !== "found" || listeners.length > 0) return [];
  const all = listenersIn(gateway, parent.object);
  const field = culprit(attachment, all);
  const has = all.length === 0 ? "it has no listeners" : `it has ${some(all.map(formatListener), 6)}`;
  return [{
    path: field === "" ? attachment.path : `${attachment.path}.${field}`,
    detail: `${wanted(attachment, field)} of ${formatParent(attachment)}: ${has}.`,
    fix: [advice(attachment, field, all, parentRef.sectionName)],
  }];
};

type Field = "sectionName" | "port" | "";

const culprit = ({ parentRef }: ParentAttachment, all: readonly Listener[]): Field => {
  if (parentRef.sectionName !== undefined && !all.some((one) => one.spec.name === parentRef.sectionName)) return "sectionName";
  return parentRef.port === undefined ? "" : "port";
};

const wanted = ({ parentRef }: ParentAttachment, field: Field): string => {
  if (field === "sectionName") return `sectionName ${parentRef.sectionName} names no listener`;
  if (field === "") return "No listener is picked";
  return parentRef.sectionName === undefined ? `No listener has port ${parentRef.port}` : `Listener ${parentRef.sectionName} does not have port ${parentRef.port}; both must be of one listener`;
};

const advice = ({ path, parentRef }: ParentAttachment, field: Field, all: readonly Listener[], sectionName: string | undefined): string => {
  if (all.length === 0) return "Add a listener to it.";
  if (field === "port") {
    const named = all.find((one) => one.spec.name === sectionName);
    const port = named ? listenerPort(named) : undefined;
    return port === undefined ? `Set ${path}.port to the port of a listener, or leave it out.` : `Set ${path}.port to ${port}, or leave it out.`;
  }
  const [near] = nearestNames(parentRef.sectionName ?? "", all.map((one) => one.spec.name ?? ""));
  return near === undefined ? `Set ${path}.sectionName to the name of a listener, or leave it out to attach to all of them.` : `Set ${path}.sectionName to ${near}.`;
};
