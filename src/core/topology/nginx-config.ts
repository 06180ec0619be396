/** The ConfigMap with which an ingress-nginx controller behind a Service runs. */
import { find } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { podSpecOf } from "./ports.ts";
import { podsOf, type Service, workloadsOf } from "./selection.ts";

const FLAG = /^--configmap[= ](.+)$/;

/**
 * Its data; undefined where the Service is not ingress-nginx's, or the ConfigMap is not known. The flag names it, with
 * the namespace mostly as $(POD_NAMESPACE). A ConfigMap that does not exist means that everything is as by default.
 */
export const nginxConfigOf = (snapshot: Snapshot, service: Service): Readonly<Record<string, string>> | undefined => {
  const flags = [...workloadsOf(snapshot, service), ...podsOf(snapshot, service)].flatMap((one) => podSpecOf(one).containers.flatMap((container) => container.args));
  if (!flags.some((flag) => flag.startsWith("--controller-class=") || flag === "/nginx-ingress-controller")) return undefined;
  const [, value] = flags.map((flag) => FLAG.exec(flag)).find((match) => match !== null) ?? [];
  if (value === undefined) return undefined;
  const home = service.metadata.namespace ?? "";
  const [namespace = "", name = ""] = value.replace("$(POD_NAMESPACE)", home).split("/");
  const config = find(snapshot, "ConfigMap", namespace, name);
  if (config.state === "found") return config.object.data;
  return config.state === "missing" ? {} : undefined;
};
