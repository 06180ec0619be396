import { some } from "../notes/wording.ts";
import { formatRef } from "../snapshot/ref.ts";
import { refOf } from "../snapshot/snapshot.ts";
import { servicesOfGateway } from "../topology/gateway-service.ts";
import { protocolOf } from "../topology/ports.ts";
import { defineCheck } from "./check.ts";

/** Clients reach a listener through the Service that its controller made (found by its labels); a port that is not there is closed. */
export const ListenerPortNotOnService = defineCheck({
  code: "ListenerPortNotOnService",
  severity: "error",
  title: "The Service of the Gateway does not have the listener's port",
  about: ["Gateway"],
  reads: ["Service"],
  run: (gateway, snapshot) => {
    const services = servicesOfGateway(snapshot, gateway).filter((service) => service.spec.ports.length > 0);
    if (services.length === 0) return [];
    const ports = services.flatMap((service) => service.spec.ports);
    return gateway.spec.listeners.flatMap(({ name, port, protocol }, i) => {
      const wanted = protocol === "UDP" ? "UDP" : "TCP";
      if (port === undefined || ports.some((one) => one.port === port && protocolOf(one) === wanted)) return [];
      return [{
        path: `spec.listeners[${i}].port`,
        detail: `Listener ${name} is on port ${port}/${wanted}; ${some(services.map((service) => formatRef(refOf(service))))} has ${some(ports.map((one) => `${one.port}/${protocolOf(one)}`), 6)}.`,
        fix: ["If the controller does not manage the ports of that Service, add the port there or set the listener to one that it has.", "If it does, see in the listener's conditions why it was left out."],
      }];
    });
  },
});
