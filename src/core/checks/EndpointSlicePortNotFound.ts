import { some } from "../notes/wording.ts";
import { endpointsOf } from "../topology/endpoints.ts";
import { formatPort, protocolOf } from "../topology/ports.ts";
import { defineCheck } from "./check.ts";

/**
 * Ports of a Service and of its EndpointSlices belong together by name and protocol, whatever their numbers (kube-proxy,
 * ServicePortName). A selector's slices get this right by themselves; who writes them by hand has to.
 */
export const EndpointSlicePortNotFound = defineCheck({
  code: "EndpointSlicePortNotFound",
  severity: "error",
  title: "EndpointSlices written by hand lack a port of their Service",
  about: ["Service"],
  reads: ["EndpointSlice", "Endpoints"],
  evidence: ["EndpointSlice"],
  run: (service, snapshot) => {
    const { type, selector, clusterIP, ports } = service.spec;
    if (type === "ExternalName" || clusterIP === "None" || Object.keys(selector).length > 0) return [];
    const view = endpointsOf(snapshot, service);
    const filled = view.state === "known" ? view.slices.filter((slice) => slice.endpoints.length > 0) : [];
    const known = filled.flatMap((slice) => slice.ports);
    if (filled.length === 0) return [];
    return ports.flatMap((port, i) => {
      if (known.some((one) => (one.name ?? "") === (port.name ?? "") && protocolOf(one) === protocolOf(port))) return [];
      const names = known.map((one) => `${one.name ? one.name : "an unnamed one"} (${one.port ?? "?"}/${protocolOf(one)})`);
      const slices = some(filled.map((slice) => slice.metadata.name ?? ""));
      return [{
        path: `spec.ports[${i}].name`,
        detail: `EndpointSlice ${slices} has no ${protocolOf(port)} port ${port.name ? `named ${port.name}` : "without a name"} for ${formatPort(port)}; it has ${names.length > 0 ? some(names) : "no ports"}. They belong together by name, so traffic finds no endpoint.`,
        fix: [`Give the port in the EndpointSlice the name ${port.name ? port.name : '""'} (spec.ports[${i}].name of the Service).`],
      }];
    });
  },
});
