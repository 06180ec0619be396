import { kubectl } from "../notes/wording.ts";
import { find } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { isRefusal } from "../topology/backing.ts";
import type { GatewayClass } from "../topology/gateway-class.ts";
import type { Gateway } from "../topology/listeners.ts";
import { meantInstead } from "../topology/namesakes.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";

/** Only ConfigMaps are looked up: objects of an implementation's own kinds are not read. */
export const ParametersRefNotFound = defineCheck({
  code: "ParametersRefNotFound",
  severity: "error",
  title: "The parameters of a Gateway or its class do not exist",
  about: ["Gateway", "GatewayClass"],
  reads: ["ConfigMap"],
  run: (object, snapshot) => {
    const { ref, path } = parametersOf(object);
    return ref?.kind === "ConfigMap" && (ref.group ?? "") === "" ? judge(snapshot, path, ref.namespace ?? "", ref.name ?? "") : [];
  },
});

interface Parameters { readonly path: string; readonly ref: GatewayClass["spec"]["parametersRef"] }

/** Those of a Gateway are in its own namespace. */
const parametersOf = (object: Gateway | GatewayClass): Parameters => {
  if (object.kind === "GatewayClass") return { path: "spec.parametersRef", ref: object.spec.parametersRef };
  const local = object.spec.infrastructure?.parametersRef;
  return { path: "spec.infrastructure.parametersRef", ref: local && { ...local, namespace: object.metadata.namespace ?? "" } };
};

const judge = (snapshot: Snapshot, base: string, namespace: string, name: string): readonly Finding[] => {
  const lookup = find(snapshot, "ConfigMap", namespace, name);
  const path = `${base}.name`;
  if (lookup.state === "unknown" && isRefusal(lookup.because)) {
    return [{ path, detail: `It is not known whether ConfigMap ${namespace}/${name} exists.`, fix: [kubectl(namespace, "get", "configmap", name)], unknown: undecided(lookup.because) }];
  }
  return lookup.state === "missing"
    ? [{ path, detail: `There is no ConfigMap ${name} in namespace ${namespace}.${meantInstead(snapshot, "ConfigMap", namespace, name)}`, fix: [`Create it or correct ${base}: the controller refuses what names parameters that are not there.`] }]
    : [];
};
