/** The certificates that the entries of spec.tls name. */
import { find, type Lookup } from "../snapshot/find.ts";
import type { ObjectOf } from "../snapshot/kinds.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { certificateCovers } from "./hostnames.ts";
import type { Ingress } from "./ingress-class.ts";
import { controllerOf } from "./ingress-controllers.ts";

export type Secret = ObjectOf<"Secret">;

export interface TLSUse {
  /** `spec.tls[0].secretName`. */
  readonly path: string;
  readonly secretName: string;
  /** The hosts that the entry is for: its own, or those of the rules where it names none. */
  readonly hosts: readonly string[];
  readonly secret: Lookup<Secret>;
}

/** The entries of spec.tls with a Secret; none for controllers that take certificates from elsewhere (ALB: ACM). */
export const tlsUsesOf = (snapshot: Snapshot, ingress: Ingress): readonly TLSUse[] => {
  if (controllerOf(snapshot, ingress)?.ignoresSecrets === true) return [];
  const ruleHosts = [...new Set(ingress.spec.rules.flatMap((rule) => (rule.host ? [rule.host] : [])))];
  return ingress.spec.tls.flatMap(({ secretName = "", hosts }, index) =>
    secretName === ""
      ? []
      : [{ path: `spec.tls[${index}].secretName`, secretName, hosts: hosts.length > 0 ? hosts : ruleHosts, secret: find(snapshot, "Secret", ingress.metadata.namespace ?? "", secretName) }]);
};

type Certificate = NonNullable<Secret["certificate"]>;

/** The certificate of a Secret that was found and could be read. */
export const certificateIn = (secret: Lookup<Secret>): Certificate | undefined =>
  secret.state === "found" && secret.object.certificate?.error === undefined ? secret.object.certificate : undefined;

/** The hosts that no name of a certificate covers. */
export const uncoveredHosts = (certificate: Certificate, hosts: readonly string[]): readonly string[] =>
  hosts.filter((host) => !certificate.names.some((name) => certificateCovers(name, host)));
