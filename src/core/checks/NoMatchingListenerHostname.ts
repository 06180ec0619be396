import { some } from "../notes/wording.ts";
import { attachmentsOf } from "../topology/attachment.ts";
import { attachability } from "../topology/route-status.ts";
import { defineCheck } from "./check.ts";
import { allRouteKinds, formatParent, placeOf } from "./parent-refs.ts";

/** A route serves the hostnames that it shares with a listener; a wildcard stands for one or more labels, never for none. */
export const NoMatchingListenerHostname = defineCheck({
  code: "NoMatchingListenerHostname",
  severity: "error",
  title: "A route shares no hostname with the listeners that its parentRef picks",
  about: allRouteKinds,
  reads: ["Gateway", "ListenerSet", "Namespace"],
  run: (route, snapshot) =>
    attachmentsOf(snapshot, route).flatMap((attachment) => {
      const result = attachability(attachment);
      if (result.verdict !== "no" || result.reason !== "NoMatchingListenerHostname") return [];
      const listeners = attachment.listeners.filter((one) => one.reason === "NoMatchingListenerHostname").map((one) => one.listener);
      const hostnames = listeners.map((one) => one.spec.hostname ?? "");
      const apex = route.spec.hostnames.find((hostname) => hostnames.includes(`*.${hostname}`));
      return [{
        // Not spec.hostnames: another parentRef may have listeners that take them.
        path: attachment.path,
        detail: `spec.hostnames of the route are ${some(route.spec.hostnames)}; ${formatParent(attachment)} listens for ${some(hostnames)}.` +
          (apex === undefined ? "" : ` *.${apex} does not include ${apex} itself.`),
        fix: [
          "Give the route a hostname that the listener takes, or leave out the hostname of one of them.",
          ...(listeners[0] ? [`The listener's hostname is in ${placeOf(listeners[0])}.hostname.`] : []),
        ],
      }];
    }),
});
