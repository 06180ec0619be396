import { defineCheck } from "./check.ts";

/** ServicePort.appProtocol in core/v1: names without a prefix are IANA's; Kubernetes defines these three of its own. */
const KUBERNETES = ["h2c", "ws", "wss"];

export const AppProtocolUnknown = defineCheck({
  code: "AppProtocolUnknown",
  severity: "info",
  title: "A port's appProtocol is none that Kubernetes defines",
  about: ["Service"],
  reads: [],
  run: (service) =>
    service.spec.ports.flatMap((port, i) => {
      const value = port.appProtocol ?? "";
      const [prefix, name = ""] = value.includes("/") ? value.split("/") : ["", value];
      const isUnknown = prefix === "kubernetes.io" ? !KUBERNETES.includes(name) : prefix === "" && KUBERNETES.includes(name.toLowerCase());
      if (!isUnknown) return [];
      const meant = KUBERNETES.find((one) => one === name.toLowerCase());
      return [{
        path: `spec.ports[${i}].appProtocol`,
        detail: `appProtocol ${value} is not one of ${KUBERNETES.map((one) => `kubernetes.io/${one}`).join(", ")}: proxies that follow the standard take the port for plain HTTP or TCP.`,
        fix: [meant ? `Set appProtocol to kubernetes.io/${meant}.` : "Use one of these, an IANA service name such as https, or a name with your implementation's prefix."],
      }];
    }),
});
