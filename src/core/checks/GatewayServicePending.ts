import { kubectl } from "../notes/wording.ts";
import { formatRef } from "../snapshot/ref.ts";
import { isFromCluster, refOf } from "../snapshot/snapshot.ts";
import { hasSettled } from "../topology/conditions.ts";
import { servicesOfGateway } from "../topology/gateway-service.ts";
import { defineCheck } from "./check.ts";

/** The Service that the controller made for the Gateway, found by its labels, waits for a load balancer. */
export const GatewayServicePending = defineCheck({
  code: "GatewayServicePending",
  severity: "error",
  title: "The Service of the Gateway has no address",
  about: ["Gateway"],
  reads: ["Service"],
  run: (gateway, snapshot) => {
    if (gateway.status.addresses.some((one) => (one.value ?? "") !== "")) return [];
    return servicesOfGateway(snapshot, gateway)
      .filter((service) => service.spec.type === "LoadBalancer" && (service.status.loadBalancer?.ingress ?? []).length === 0 && isFromCluster(service) && hasSettled(snapshot, service))
      .map((service) => ({
        path: "status.addresses",
        detail: `${formatRef(refOf(service))} carries the Gateway's traffic; it is of type LoadBalancer and nothing has given it an address.`,
        fix: ["Give the cluster something that makes load balancers, or let the implementation expose its data plane in another way.", kubectl(service.metadata.namespace ?? "", "describe", "service", service.metadata.name ?? "")],
      }));
  },
});
