/** The Service in front of a controller or a Gateway, found by the address that it got. */
import { notesAbout } from "../checks/notes-about.ts";
import { formatRef } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";
import { endpointsOf } from "../topology/endpoints.ts";
import { serviceAt } from "../topology/service-addresses.ts";
import { station } from "./draft.ts";
import type { Hop } from "./model.ts";

/**
 * How a client gets to the data plane: the address of the status and the Service behind it, with what is wrong with that.
 * Without addresses, what stands in front was not read. Without a host (or for `*`) there is no name that DNS must know.
 */
export const frontHop = (snapshot: Snapshot, addresses: readonly string[] | undefined, host: string | undefined): readonly Hop[] => {
  const name = host === "*" ? undefined : host;
  const label = name ?? "any host";
  if (!addresses) return [{ ...station("address", `${label}: address not known`), verdict: "unknown" }];
  const [first] = addresses;
  if (first === undefined) return [station("address", `${label}: no address in status`, { checked: name === undefined ? [] : ["whether DNS names this data plane cannot be seen from the API"] })];
  const owner = serviceAt(snapshot, first);
  const address = station("address", `${label} at ${addresses.join(", ")}`, { checked: name === undefined ? [] : [`DNS for ${name} must answer with ${first}: cannot be seen from the API`] });
  if (!owner) return [address];
  const view = endpointsOf(snapshot, owner);
  const checked = view.state === "known" ? [`${view.readiness.ready} of ${view.readiness.total} endpoints ready`] : [];
  return [address, station("loadbalancer", `${formatRef(refOf(owner))} carries the data plane`, { about: refOf(owner), checked, notes: notesAbout(snapshot, owner).filter((note) => note.unknown === undefined) })];
};
