/** The certificates that listeners name. */
import { find, type Lookup } from "../snapshot/find.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Secret } from "./certificates.ts";
import { mayRefer, type Permission } from "./grants.ts";
import { type Gateway, GATEWAY_GROUP, type ListenerSet, type ListenerSpec } from "./listeners.ts";

export interface CertificateUse {
  readonly listener: ListenerSpec;
  /** `spec.listeners[1].tls.certificateRefs[0]`. */
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  readonly permission: Permission;
  /** Only a reference that is permitted, or may be, is followed. */
  readonly secret: Lookup<Secret> | { readonly state: "forbidden" };
}

/** Whether the Gateway itself ends TLS here; in Passthrough mode the backend does, with its own certificate. */
export const terminatesTLS = ({ protocol, tls }: ListenerSpec): boolean =>
  protocol === "HTTPS" || (protocol === "TLS" && (tls?.mode ?? "Terminate") === "Terminate");

/** certificateRefs to Secrets, of the listeners that end TLS; other kinds are an implementation's own. */
export const certificateUsesOf = (snapshot: Snapshot, owner: Gateway | ListenerSet): readonly CertificateUse[] => {
  const home = owner.metadata.namespace ?? "";
  return owner.spec.listeners.flatMap((listener, i) =>
    !terminatesTLS(listener) ? [] : (listener.tls?.certificateRefs ?? []).flatMap((ref, j): readonly CertificateUse[] => {
      if ((ref.group ?? "") !== "" || (ref.kind ?? "Secret") !== "Secret") return [];
      const { namespace = home, name = "" } = ref;
      // A ListenerSet does not inherit the grants of its Gateway.
      const permission = mayRefer(snapshot, { group: GATEWAY_GROUP, kind: owner.kind, namespace: home }, { group: "", kind: "Secret", namespace, name });
      const secret = permission.verdict === "no" ? ({ state: "forbidden" } as const) : find(snapshot, "Secret", namespace, name);
      return [{ listener, path: `spec.listeners[${i}].tls.certificateRefs[${j}]`, namespace, name, permission, secret }];
    }));
};
