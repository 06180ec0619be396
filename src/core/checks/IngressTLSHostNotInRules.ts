import { certificateCovers } from "../topology/hostnames.ts";
import type { Ingress } from "../topology/ingress-class.ts";
import { defineCheck } from "./check.ts";

/** Annotations that add hosts to those of the rules. */
const ADDS_HOSTS = /\/(from-to-www-redirect|server-alias|server-alias-regex|host-aliases|aliases)$/;

export const IngressTLSHostNotInRules = defineCheck({
  code: "IngressTLSHostNotInRules",
  severity: "info",
  title: "A host in spec.tls is in no rule",
  about: ["Ingress"],
  reads: [],
  run: (ingress) => {
    if (takesEveryHost(ingress) || Object.keys(ingress.metadata.annotations).some((key) => ADDS_HOSTS.test(key))) return [];
    const ruled = ingress.spec.rules.map((rule) => rule.host ?? "");
    return ingress.spec.tls.flatMap((entry, i) =>
      entry.hosts.flatMap((host, j) =>
        ruled.some((one) => certificateCovers(host, one) || certificateCovers(one, host))
          ? []
          : [{
              path: `spec.tls[${i}].hosts[${j}]`,
              detail: `${host} has a certificate here and no rule: requests for it get the controller's 404. The rules are for ${ruled.join(", ")}.`,
              fix: [`Add a rule with host ${host}, or remove it from spec.tls[${i}].hosts.`],
            }]));
  },
});

const takesEveryHost = ({ spec }: Ingress): boolean =>
  spec.defaultBackend !== undefined || spec.rules.length === 0 || spec.rules.some((rule) => rule.host === undefined || rule.host === "");
