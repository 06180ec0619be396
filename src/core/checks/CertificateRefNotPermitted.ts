import { kubectl } from "../notes/wording.ts";
import { isRefusal } from "../topology/backing.ts";
import { grantMisses } from "../topology/grant-misses.ts";
import { grantFor } from "../topology/grants.ts";
import { certificateUsesOf } from "../topology/listener-certificates.ts";
import { GATEWAY_GROUP } from "../topology/listeners.ts";
import { defineCheck, undecided } from "./check.ts";

/** The condition's reason is RefNotPermitted, and it comes before the question whether the Secret exists. */
export const CertificateRefNotPermitted = defineCheck({
  code: "CertificateRefNotPermitted",
  severity: "error",
  title: "A listener takes its certificate from a namespace that does not permit it",
  about: ["Gateway", "ListenerSet"],
  reads: ["ReferenceGrant", "Secret"],
  run: (owner, snapshot) =>
    certificateUsesOf(snapshot, owner).flatMap(({ path, namespace, name, permission }) => {
      const { verdict, because } = permission;
      if (verdict === "yes" || (verdict === "unknown" && !isRefusal(because))) return [];
      const from = { group: GATEWAY_GROUP, kind: owner.kind, namespace: owner.metadata.namespace ?? "" };
      const to = { group: "", kind: "Secret", namespace, name };
      return [{
        path,
        ...(verdict === "no"
          ? {
              detail: [`No ReferenceGrant in namespace ${namespace} lets ${owner.kind}s of namespace ${from.namespace} use Secret ${name}.`, ...grantMisses(snapshot, from, to)].join(" "),
              fix: [`Apply in namespace ${namespace}:\n${grantFor(from, to)}`],
            }
          : {
              detail: `It is not known whether namespace ${namespace} lets ${owner.kind}s of namespace ${from.namespace} use Secret ${name}.`,
              fix: [kubectl(namespace, "get", "referencegrants", "-o", "yaml")],
            }),
        ...(verdict === "unknown" && because ? { unknown: undecided(because) } : {}),
      }];
    }),
});
