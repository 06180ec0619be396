import { kubectl, some } from "../notes/wording.ts";
import { backingKinds, unmatched } from "../topology/backing.ts";
import { type LabelMiss, labelMisses } from "../topology/near-miss.ts";
import type { Service } from "../topology/selection.ts";
import { fieldOf } from "./field.ts";
import { defineCheck, undecided } from "./check.ts";

/** A selector that matches nothing, and the one label that keeps it from matching. */
export const SelectorNearMiss = defineCheck({
  code: "SelectorNearMiss",
  severity: "error",
  title: "A Service's selector misses its pods by one label",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) => {
    const miss = unmatched(snapshot, service);
    const [best, ...others] = miss ? labelMisses(snapshot, service) : [];
    if (!miss || !best) return [];
    const also = others.slice(0, 2).map((one) => ` Also close: ${describe(one)}.`).join("");
    return [{
      path: fieldOf("spec.selector", best.key),
      detail: `The selector asks for ${best.key}=${best.wanted}, but ${describe(best)}${Object.keys(service.spec.selector).length > 1 ? "; every other label matches" : ""}.${also}`,
      fix: [patch(service, best), `Or, if the selector is right, set the label ${best.key}: ${best.wanted} in the pod template of ${ownersOf(best)}.`],
      ...(miss.because ? { unknown: undecided(miss.because) } : {}),
    }];
  },
});

const ownersOf = ({ owners }: LabelMiss): string => some(owners.map(({ kind, name }) => `${kind} ${name}`));

const describe = (miss: LabelMiss): string =>
  `the pods of ${ownersOf(miss)} ${miss.got === undefined ? `carry no label ${miss.key}` : `carry ${miss.key}=${miss.got}`}`;

const patch = (service: Service, { key, got }: LabelMiss): string =>
  kubectl(service.metadata.namespace ?? "", "patch", "service", service.metadata.name ?? "", "--type", "merge", "-p", JSON.stringify({ spec: { selector: { [key]: got ?? null } } }));
