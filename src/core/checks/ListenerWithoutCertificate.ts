import { terminatesTLS } from "../topology/listener-certificates.ts";
import type { ListenerSpec } from "../topology/listeners.ts";
import { defineCheck, type Finding } from "./check.ts";

/** Options (tls.options) may name a certificate in an implementation's own way: then nothing is said. */
export const ListenerWithoutCertificate = defineCheck({
  code: "ListenerWithoutCertificate",
  severity: "error",
  title: "A listener should end TLS and cannot",
  about: ["Gateway", "ListenerSet"],
  reads: [],
  run: ({ spec }) => spec.listeners.flatMap((listener, i) => judge(listener, `spec.listeners[${i}].tls`)),
});

const judge = (listener: ListenerSpec, path: string): readonly Finding[] => {
  const { name, protocol, tls } = listener;
  if (protocol === "HTTPS" && tls?.mode === "Passthrough") {
    return [{ path: `${path}.mode`, detail: `Listener ${name} has protocol HTTPS and mode Passthrough: whoever does not end TLS cannot see HTTP.`, fix: ["Set the mode to Terminate with a certificate, or the protocol to TLS and route with a TLSRoute."] }];
  }
  if (!terminatesTLS(listener) || (tls?.certificateRefs.length ?? 0) > 0 || Object.keys(tls?.options ?? {}).length > 0) return [];
  return [{ path: `${path}.certificateRefs`, detail: `Listener ${name} has protocol ${protocol} and no certificate.`, fix: [`Name a Secret of type kubernetes.io/tls in ${path}.certificateRefs${protocol === "TLS" ? ", or set the mode to Passthrough" : ""}.`] }];
};
