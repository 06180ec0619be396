/** The last stations of every way: the Service, its endpoints, its pods. */
import { notesAbout } from "../checks/notes-about.ts";
import { derivedOf } from "../snapshot/derived.ts";
import { formatRef } from "../snapshot/ref.ts";
import { refOf, type Snapshot } from "../snapshot/snapshot.ts";
import { endpointsOf } from "../topology/endpoints.ts";
import { formatLabels } from "../topology/labels.ts";
import { formatPort, type ServicePort, targetPortOf } from "../topology/ports.ts";
import { podsGap, podsOf, type Service, workloadsOf } from "../topology/selection.ts";
import { station } from "./draft.ts";
import type { Hop } from "./model.ts";
import { relevant } from "./relevance.ts";

/** From the Service to its pods, for a way that uses these of its ports. */
export const backendHops = (snapshot: Snapshot, service: Service, ports: readonly ServicePort[]): readonly Hop[] =>
  ports.length === service.spec.ports.length ? hopsOfAllPorts(snapshot, service) : hopsOf(snapshot, service, ports);

/** Most Services have one port, and every way to it ends alike. */
const hopsOfAllPorts = derivedOf((snapshot: Snapshot, service: Service): readonly Hop[] => hopsOf(snapshot, service, service.spec.ports));

const hopsOf = (snapshot: Snapshot, service: Service, ports: readonly ServicePort[]): readonly Hop[] => {
  const about = refOf(service);
  const used = ports.map((port) => `spec.ports[${service.spec.ports.indexOf(port)}]`);
  const notes = relevant(notesAbout(snapshot, service), used);
  const label = `${formatRef(about)}${ports.length > 0 ? `, ${ports.length === 1 ? "port" : "ports"} ${ports.map(formatPort).join(", ")}` : ""}`;
  const hop = station("service", label, { about, notes, checked: portFacts(ports) });
  return service.spec.type === "ExternalName" ? [hop] : [hop, endpointsHop(snapshot, service)];
};

const portFacts = (ports: readonly ServicePort[]): readonly string[] =>
  ports.map((port) => `port ${formatPort(port)} goes to ${typeof targetPortOf(port) === "string" ? `the pods' port named ${targetPortOf(port)}` : `port ${targetPortOf(port) ?? "?"} of the pods`}`);

const endpointsHop = (snapshot: Snapshot, service: Service): Hop => {
  const view = endpointsOf(snapshot, service);
  const selector = formatLabels(service.spec.selector);
  const about = refOf(service);
  if (view.state === "unknown") {
    return station("pods", selector === "" ? "Pods" : `Pods with ${selector}`, { checked: [`readiness not known: ${view.because.message}`, ...selected(snapshot, service)] });
  }
  const { ready, total, terminating, servingTerminating } = view.readiness;
  const leaving = terminating > 0 ? `, ${terminating} terminating` : "";
  const hop = station("pods", `${ready} of ${total} endpoints ready${leaving}${selector === "" ? "" : ` (pods with ${selector})`}`, { about, checked: selected(snapshot, service) });
  // Why is said at the Service; here the way ends.
  return ready + servingTerminating > 0 ? hop : { ...hop, verdict: "no" };
};

const selected = (snapshot: Snapshot, service: Service): readonly string[] => {
  if (Object.keys(service.spec.selector).length === 0) return [];
  const workloads = workloadsOf(snapshot, service).map((one) => `selector matches the pods of ${formatRef(refOf(one))}`);
  const pods = podsOf(snapshot, service);
  if (pods.length > 0) return [...workloads, `selector matches ${pods.length} ${pods.length === 1 ? "pod" : "pods"}`];
  return podsGap(snapshot, service.metadata.namespace ?? "") ? workloads : [...workloads, "selector matches no pod"];
};
