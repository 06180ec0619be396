/** Whether a controller has taken an Ingress, as far as the API shows it. */
import { derived } from "../snapshot/derived.ts";
import { gapFor } from "../snapshot/find.ts";
import { isFromCluster, type Snapshot } from "../snapshot/snapshot.ts";
import { minutesSince } from "./events.ts";
import { classOf, type Ingress } from "./ingress-class.ts";
import { controllerOf, type IngressController } from "./ingress-controllers.ts";
import { frontOf } from "./loadbalancer.ts";

/** Some controller has written an address into status: it has taken the Ingress, whatever its class says. */
export const hasAddress = (ingress: Ingress): boolean => frontOf(ingress.status.loadBalancer?.ingress ?? []).addresses.length > 0;

/** Long enough for a cloud to make a load balancer. */
const PATIENCE_MINUTES = 5;

/** Applied some minutes ago and still without address. */
export const isWaiting = (snapshot: Snapshot, ingress: Ingress): boolean =>
  isFromCluster(ingress) && ingress.metadata.deletionTimestamp === undefined && !hasAddress(ingress) &&
  (minutesSince(snapshot, ingress.metadata.creationTimestamp) ?? 0) >= PATIENCE_MINUTES;

/** Names of classes of which some Ingress has an address. */
const servedClasses = derived((snapshot): ReadonlySet<string> =>
  new Set(snapshot.objects.Ingress.filter(hasAddress).flatMap((ingress) => {
    const named = classOf(snapshot, ingress);
    return named.state === "found" ? [named.class.metadata.name ?? ""] : [];
  })));

const controllerKinds = ["DaemonSet", "Deployment", "StatefulSet"] as const;

const images = derived((snapshot): readonly string[] =>
  [...new Set(controllerKinds.flatMap((kind) => snapshot.objects[kind].flatMap((workload) => workload.spec.template.spec.containers.flatMap((one) => one.image ?? []))))]);

/**
 * The controller of a class whose pods are nowhere to be seen: all workloads are known, none has an image like its
 * own, and no Ingress of the class has an address. Undefined where any of it is not so.
 */
export const absentController = (snapshot: Snapshot, ingress: Ingress): IngressController | undefined => {
  const named = classOf(snapshot, ingress);
  const controller = controllerOf(snapshot, ingress);
  if (named.state !== "found" || !controller || controller.images.length === 0) return undefined;
  if (servedClasses(snapshot).has(named.class.metadata.name ?? "") || controllerKinds.some((kind) => gapFor(snapshot, kind))) return undefined;
  return images(snapshot).some((image) => controller.images.some((part) => image.includes(part))) ? undefined : controller;
};
