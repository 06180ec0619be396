import { kubectl, some } from "../notes/wording.ts";
import { isRefusal } from "../topology/backing.ts";
import { type TLSUse, tlsUsesOf } from "../topology/certificates.ts";
import type { Ingress } from "../topology/ingress-class.ts";
import { defineCheck, type Finding, undecided } from "./check.ts";

const CERT_MANAGER = /^cert-manager\.io\/(cluster-)?issuer$/;

/**
 * Controllers serve their default certificate instead, which clients refuse, or do not program the host at all: https
 * for these hosts is broken, plain http is not. Secrets of files and of lists are not read; that is no finding.
 */
export const TLSSecretNotFound = defineCheck({
  code: "TLSSecretNotFound",
  severity: "error",
  title: "The Secret of a certificate does not exist",
  about: ["Ingress"],
  reads: ["IngressClass", "Secret"],
  evidence: ["Secret"],
  run: (ingress, snapshot) =>
    tlsUsesOf(snapshot, ingress).flatMap((use) => {
      if (use.secret.state === "missing") return [missing(ingress, use)];
      return use.secret.state === "unknown" && isRefusal(use.secret.because) ? [unread(ingress, use, undecided(use.secret.because))] : [];
    }),
});

const hostsOf = (use: TLSUse): string => some(use.hosts) || "every host";

const missing = (ingress: Ingress, use: TLSUse): Finding => {
  const { namespace = "", annotations } = ingress.metadata;
  const isManaged = Object.keys(annotations).some((key) => CERT_MANAGER.test(key));
  return {
    path: use.path,
    detail: `Secret ${use.secretName} does not exist in namespace ${namespace}: for ${hostsOf(use)} clients get the controller's default certificate, which they do not trust, or no connection.${isManaged ? " cert-manager should make it." : ""}`,
    fix: isManaged
      ? [kubectl(namespace, "describe", "certificates,certificaterequests,orders,challenges"), "The first of these that is not ready says why no certificate was issued."]
      : [`Create Secret ${use.secretName} of type kubernetes.io/tls in namespace ${namespace} from the certificate and its key (kubectl create secret tls), or let cert-manager make it.`, kubectl(namespace, "get", "secret", use.secretName)],
  };
};

const unread = ({ metadata }: Ingress, use: TLSUse, unknown: string): Finding => ({
  path: use.path,
  detail: `Whether Secret ${use.secretName} holds a certificate for ${hostsOf(use)} is not known.`,
  fix: [kubectl(metadata.namespace ?? "", "auth", "can-i", "get", `secret/${use.secretName}`)],
  unknown,
});
