import { controllerOf } from "../topology/ingress-controllers.ts";
import { defineCheck } from "./check.ts";

/** secretName is optional (IngressTLS in networking/v1): the controller then serves what it has. */
export const TLSDefaultCertificate = defineCheck({
  code: "TLSDefaultCertificate",
  severity: "info",
  title: "Hosts use the controller's default certificate",
  about: ["Ingress"],
  reads: ["IngressClass"],
  run: (ingress, snapshot) =>
    controllerOf(snapshot, ingress)?.ignoresSecrets === true
      ? []
      : ingress.spec.tls.flatMap(({ secretName, hosts }, index) =>
          secretName
            ? []
            : [{
                path: `spec.tls[${index}]`,
                detail: `The entry for ${hosts.join(", ") || "every host"} names no Secret: the controller serves its default certificate. Unless it was given one for these hosts, that is self-signed, and clients refuse it.`,
                fix: ["Nothing, if the controller's default certificate covers these hosts.", `Otherwise set spec.tls[${index}].secretName.`],
              }]),
});
