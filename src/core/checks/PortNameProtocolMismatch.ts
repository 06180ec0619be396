import { defineCheck } from "./check.ts";

const PLAIN = new Set(["http", "http2", "grpc", "grpc-web", "h2c", "ws", "kubernetes.io/h2c", "kubernetes.io/ws"]);
const ENCRYPTED = new Set(["https", "tls", "wss", "kubernetes.io/wss"]);

const classOf = (protocol: string): "plain" | "encrypted" | undefined =>
  PLAIN.has(protocol) ? "plain" : ENCRYPTED.has(protocol) ? "encrypted" : undefined;

/** Meshes and some controllers take the protocol from the name's first word; appProtocol outranks it only where it is read. */
export const PortNameProtocolMismatch = defineCheck({
  code: "PortNameProtocolMismatch",
  severity: "info",
  title: "A port's name and its appProtocol say different things",
  about: ["Service"],
  reads: [],
  run: (service) =>
    service.spec.ports.flatMap((port, i) => {
      const [said, named] = [classOf((port.appProtocol ?? "").toLowerCase()), classOf((port.name ?? "").split("-")[0] ?? "")];
      return said === undefined || named === undefined || said === named ? [] : [{
        path: `spec.ports[${i}].appProtocol`,
        detail: `The port is called ${port.name ?? ""}, but its appProtocol is ${port.appProtocol ?? ""}: one means plain text, the other TLS. Which one counts depends on who reads it.`,
        fix: ["Make the name and appProtocol agree."],
      }];
    }),
});
