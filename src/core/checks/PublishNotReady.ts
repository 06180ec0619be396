import { count, kubectl } from "../notes/wording.ts";
import { backingKinds, backingOf } from "../topology/backing.ts";
import { defineCheck } from "./check.ts";
import { describeTroubles, troubled } from "./pod-troubles.ts";

/** Meant for peers of a StatefulSet that must find each other before they are ready: for headless Services it is no mistake. */
export const PublishNotReady = defineCheck({
  code: "PublishNotReady",
  severity: "warning",
  title: "A Service sends traffic to pods that are not ready",
  about: ["Service"],
  reads: backingKinds,
  run: (service, snapshot) => {
    if (service.spec.publishNotReadyAddresses !== true || service.spec.clusterIP === "None") return [];
    const { pods } = backingOf(snapshot, service);
    const unready = troubled(pods.filter((pod) => pod.status.podIP !== undefined));
    if (unready.length === 0) return [];
    return [{
      path: "spec.publishNotReadyAddresses",
      detail: `publishNotReadyAddresses counts every pod as ready, and ${unready.length} of ${count(pods.length, "pod")} ${unready.length === 1 ? "is" : "are"} not. ${describeTroubles(unready)}.`,
      fix: [
        kubectl(service.metadata.namespace ?? "", "patch", "service", service.metadata.name ?? "", "-p", '{"spec":{"publishNotReadyAddresses":false}}'),
        "If peers need it to find each other, give them a headless Service of their own.",
      ],
    }];
  },
});
