import { parseAddress } from "../topology/addresses.ts";
import { backingKinds, backingOf, hasSelector } from "../topology/backing.ts";
import type { Pod } from "../topology/selection.ts";
import { defineCheck } from "./check.ts";

const familiesOf = ({ status }: Pod): readonly string[] =>
  [status.podIP, ...status.podIPs.map((one) => one.ip)].flatMap((ip) => {
    const bits = ip === undefined ? undefined : parseAddress(ip)?.bits;
    return bits === undefined ? [] : [bits === 32 ? "IPv4" : "IPv6"];
  });

/** Endpoints are made per family: a pod without an address of the family is none for it. */
export const IPFamilyMismatch = defineCheck({
  code: "IPFamilyMismatch",
  severity: "warning",
  title: "A Service has an IP family that its pods lack",
  about: ["Service"],
  reads: backingKinds,
  evidence: ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"],
  run: (service, snapshot) => {
    if (!hasSelector(service)) return [];
    const has = new Set(backingOf(snapshot, service).pods.flatMap(familiesOf));
    const bare = service.spec.ipFamilies.flatMap((family, i) => (has.has(family) ? [] : [{ family, i }]));
    if (has.size === 0) return [];
    const isAll = bare.length === service.spec.ipFamilies.length;
    return bare.map(({ family, i }) => ({
      path: `spec.ipFamilies[${i}]`,
      detail: `The Service has ${family}, but its pods have only ${[...has].toSorted().join(" and ")} addresses: its ${family} address has no endpoint.`,
      fix: ["Set ipFamilyPolicy: SingleStack and ipFamilies to the family that the pods have, or give the cluster's pods both (dual-stack)."],
      ...(isAll ? { severity: "error" as const } : {}),
    }));
  },
});
