import { isFromCluster } from "../snapshot/snapshot.ts";
import { defineCheck } from "./check.ts";

/** The API server's --service-node-port-range, unless it is started with another. */
const FIRST = 30_000;
const LAST = 32_767;

export const NodePortOutOfRange = defineCheck({
  code: "NodePortOutOfRange",
  severity: "error",
  title: "The API server refuses this node port",
  about: ["Service"],
  reads: [],
  run: (service) => {
    // What a cluster has, its API server has let in.
    if (isFromCluster(service)) return [];
    return service.spec.ports.flatMap(({ nodePort = 0 }, index) =>
      nodePort === 0 || (nodePort >= FIRST && nodePort <= LAST)
        ? []
        : [{
            path: `spec.ports[${index}].nodePort`,
            detail: `Node port ${nodePort} is outside ${FIRST}-${LAST}, the range of API servers that are started without --service-node-port-range; they refuse the whole Service.`,
            fix: [`Set spec.ports[${index}].nodePort to a number from ${FIRST} to ${LAST}, or remove it to get a free one.`],
          }]);
  },
});
