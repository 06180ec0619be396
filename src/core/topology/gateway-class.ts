/** The class of a Gateway, and who serves it. */
import { find, type Lookup } from "../snapshot/find.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { conditionOf } from "./conditions.ts";
import type { Gateway } from "./listeners.ts";

export type GatewayClass = ObjectOf<"GatewayClass">;

export const gatewayClassOf = (snapshot: Snapshot, gateway: Gateway): Lookup<GatewayClass> =>
  find(snapshot, "GatewayClass", "", gateway.spec.gatewayClassName ?? "");

/** Whether a controller has taken the class, as its status says. */
export const isServed = (gatewayClass: GatewayClass): boolean => conditionOf(gatewayClass.status.conditions, "Accepted", gatewayClass)?.status === "True";

/** The controller that answers for a Gateway; undefined where its class is not known. */
export const controllerOf = (snapshot: Snapshot, gateway: Gateway): string | undefined => {
  const lookup = gatewayClassOf(snapshot, gateway);
  return lookup.state === "found" ? lookup.object.spec.controllerName : undefined;
};
