import { kubectl } from "../notes/wording.ts";
import { isFromCluster } from "../snapshot/snapshot.ts";
import { conditionOf, hasSettled } from "../topology/conditions.ts";
import { servicesOfGateway } from "../topology/gateway-service.ts";
import { defineCheck } from "./check.ts";

/** status.addresses is where clients send to. Data planes on the host network may work without it, so it is a warning. */
export const GatewayAddressMissing = defineCheck({
  code: "GatewayAddressMissing",
  severity: "warning",
  title: "The Gateway has no address",
  about: ["Gateway"],
  reads: ["Service"],
  run: (gateway, snapshot) => {
    const { addresses, conditions } = gateway.status;
    if (!isFromCluster(gateway) || !hasSettled(snapshot, gateway) || addresses.some((one) => (one.value ?? "") !== "")) return [];
    // Without a controller, or with a refusal or a pending Service, there is a better note.
    if (conditionOf(conditions, "Accepted", gateway)?.status !== "True" || conditionOf(conditions, "Programmed", gateway)?.status === "False") return [];
    if (servicesOfGateway(snapshot, gateway).some((service) => service.spec.type === "LoadBalancer")) return [];
    const { namespace = "", name = "" } = gateway.metadata;
    return [{
      path: "status.addresses",
      detail: "The controller has accepted the Gateway and reports no address for it: clients outside the cluster cannot be told where to connect.",
      fix: ["See how the implementation exposes its data plane (a Service of type LoadBalancer, a NodePort, the host network).", kubectl(namespace, "get", "gateway", name, "-o", "yaml")],
    }];
  },
});
