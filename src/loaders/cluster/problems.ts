/** Why there was no answer, in plain words with what to do about it. */
import { LoadError } from "../error.ts";
import { TimeoutError } from "./channel.ts";
import type { Target } from "./target.ts";

/** A command to copy. */
const kubectl = (target: Target, command: string): string =>
  `kubectl${target.context === undefined ? "" : ` --context ${target.context}`} ${command}`;

const placeOf = ({ name, cluster }: Target): string => (name === `server ${cluster.server}` ? cluster.server : `${cluster.server} (${name})`);

interface Cause {
  readonly code: string;
  /** Continues "The API server <url> (<target>) ...". */
  readonly says: string;
  /** Whether the library's words add something, such as the names in a certificate. */
  readonly more?: true;
  readonly hint: (target: Target) => string;
}

const trustHint = ({ cluster }: Target): string => {
  const other = "name a file with --certificate-authority";
  if (cluster.caFile !== "") return `Check the certificate authority ${cluster.caFile}, or ${other}.`;
  if (cluster.caData === "") return `The kubeconfig names no certificate authority for it: set certificate-authority there, or ${other}.`;
  return `Check certificate-authority-data of cluster ${JSON.stringify(cluster.name)} in the kubeconfig, or ${other}.`;
};
const userOf = ({ user }: Target): string => (user.name === "" ? "" : ` of user ${JSON.stringify(user.name)}`);
const runsHint = (target: Target): string => `Check that the cluster runs and the address is right: ${kubectl(target, "cluster-info")}`;
const reachHint = (target: Target): string => `Check the network, a VPN, HTTPS_PROXY: ${kubectl(target, "cluster-info")}`;

const refused: Cause = { code: "ConnectionRefused", says: "refused the connection: nothing listens there", hint: runsHint };
const noHost: Cause = { code: "HostNotFound", says: "cannot be found: its host name has no address", more: true, hint: (target) => `Check clusters[].cluster.server in the kubeconfig, DNS, or a VPN: ${kubectl(target, "config view --minify")}` };
const noRoute: Cause = { code: "Unreachable", says: "cannot be reached", more: true, hint: reachHint };
const broken: Cause = { code: "ConnectionBroken", says: "closed the connection before it had answered", more: true, hint: reachHint };
const untrusted: Cause = { code: "UntrustedCertificate", says: "shows a certificate that no trusted certificate authority signed", more: true, hint: trustHint };
const expired: Cause = { code: "ExpiredCertificate", says: "shows a certificate that has expired or is not valid yet", more: true, hint: () => "Renew the certificate of the API server, and check this machine's clock." };
const otherName: Cause = { code: "CertificateNameMismatch", says: "shows a certificate for other names", more: true, hint: () => "Use one of the names in the certificate as the server's address, or give it with --tls-server-name." };
const notTls: Cause = { code: "NotTLS", says: "does not speak TLS", hint: () => "If it is a plain HTTP server such as kubectl proxy, write its address with http://." };
const clientRefused: Cause = { code: "ClientCertificateRefused", says: "wants another client certificate", hint: (target) => `The client certificate${userOf(target)} in the kubeconfig is missing, has expired or is from another cluster: get a new one.` };
const timedOut: Cause = { code: "Timeout", says: "did not answer in time", more: true, hint: (target) => `Give it longer with --request-timeout, or check that it is well: ${kubectl(target, "get --raw /readyz")}` };

const causes: Readonly<Record<string, Cause>> = {
  ECONNREFUSED: refused,
  ENOTFOUND: noHost, EAI_AGAIN: noHost,
  EHOSTUNREACH: noRoute, ENETUNREACH: noRoute, ETIMEDOUT: noRoute,
  ECONNRESET: broken, EPIPE: broken,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted, SELF_SIGNED_CERT_IN_CHAIN: untrusted, DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted, UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted, CERT_SIGNATURE_FAILURE: untrusted,
  CERT_HAS_EXPIRED: expired, CERT_NOT_YET_VALID: expired,
  ERR_TLS_CERT_ALTNAME_INVALID: otherName,
  EPROTO: notTls, ERR_SSL_WRONG_VERSION_NUMBER: notTls, ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
};

/** Several addresses were tried: what the first one said. */
const codeOf = (error: unknown): string => {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code: unknown = first instanceof Error && "code" in first ? first.code : undefined;
  return typeof code === "string" ? code : "";
};

/** OpenSSL's alerts come as a code from one runtime and in words from another. */
const CLIENT_REFUSED = /ALERT_(CERTIFICATE_|BAD_CERTIFICATE|UNKNOWN_CA)/;

const causeOf = (error: unknown): Cause | undefined => {
  if (error instanceof TimeoutError) return timedOut;
  return CLIENT_REFUSED.test(`${codeOf(error)} ${String(error)}`) ? clientRefused : causes[codeOf(error)];
};

/** Node's words, but for a certificate of other names those names, which it does not always tell. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const names = "cert" in error ? (error.cert as { subjectaltname?: unknown } | undefined)?.subjectaltname : undefined;
  if (codeOf(error) === "ERR_TLS_CERT_ALTNAME_INVALID" && typeof names === "string") return names;
  return error.message.split(/[;\n]/)[0] ?? "";
};

export const connectionProblem = (error: unknown, target: Target): LoadError => {
  if (error instanceof LoadError) return error;
  const words = wordsOf(error);
  const where = `The API server ${placeOf(target)}`;
  const cause = causeOf(error);
  if (cause) return new LoadError(cause.code, `${where} ${cause.says}${cause.more ? ` (${words})` : ""}`, cause.hint(target));
  const proxy = /^Bad response: (\d+)$/.exec(words);
  if (proxy) return new LoadError("ProxyRefused", `The proxy on the way to ${target.cluster.server} answered ${proxy[1]}`, "Check proxy-url in the kubeconfig, HTTPS_PROXY, and its user and password; NO_PROXY leads past it.");
  return new LoadError("Unreachable", `${where} cannot be asked: ${words}`, reachHint(target));
};

/** What a second attempt can mend: a connection that broke, not one that never came about. */
export const isBroken = (error: unknown): boolean => causes[codeOf(error)] === broken;

export const unauthorized = (target: Target, said: string): LoadError =>
  new LoadError(
    "Unauthorized",
    `The API server ${placeOf(target)} does not accept the credentials${userOf(target)}: ${said}`,
    `They may have expired: log in again, then check with ${kubectl(target, "auth whoami")}`,
  );

export const notAnApiServer = (target: Target, said: string): LoadError =>
  new LoadError(
    "NotAnApiServer",
    `${placeOf(target)} does not answer as a Kubernetes API server: ${said}`,
    "Check clusters[].cluster.server in the kubeconfig, or --server: a path may be missing, or a proxy answers in its place.",
  );
