import { formatPort, targetPortOf } from "../topology/ports.ts";
import { resolvedNumbers } from "./declared-ports.ts";
import { backingKinds, backingOf, hasSelector } from "../topology/backing.ts";
import { defineCheck } from "./check.ts";

/** The DNS name of a headless Service gives the pods' addresses; nothing stands between that would change the port. */
export const HeadlessPortNotTranslated = defineCheck({
  code: "HeadlessPortNotTranslated",
  severity: "info",
  title: "A headless Service has another port than its pods",
  about: ["Service"],
  reads: backingKinds,
  // Proxies send to the pods' own ports.
  ways: ["Headless"],
  run: (service, snapshot) => {
    if (service.spec.clusterIP !== "None" || !hasSelector(service)) return [];
    return service.spec.ports.flatMap((port, i) => {
      const target = targetPortOf(port);
      const numbers = typeof target === "number" ? [target] : resolvedNumbers(backingOf(snapshot, service), port);
      if (numbers.length === 0 || (port.port !== undefined && numbers.includes(port.port))) return [];
      return [{
        path: `spec.ports[${i}].port`,
        detail: `The Service has no virtual IP (clusterIP: None): clients reach the pods themselves, on ${numbers.join(" or ")}, and nothing on ${formatPort(port)}. Only proxies that read endpoints and DNS SRV records know the difference.`,
        fix: [`Set port to ${numbers[0] ?? ""} as well, or let clients use ${numbers[0] ?? ""}.`],
      }];
    });
  },
});
