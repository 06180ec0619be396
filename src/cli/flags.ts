/** Flags that several commands take, with the names, letters and meanings that kubectl gives them. */
import type { FlagSpecs } from "./command.ts";

const connection = "Connection, as in kubectl";
const where = "Where to read";

export const connectionFlags = {
  kubeconfig: { kind: "value", placeholder: "FILE", group: connection, suggests: "files", brief: "Kubeconfig file to use" },
  context: { kind: "value", placeholder: "NAME", group: connection, suggests: "contexts", brief: "Kubeconfig context; several as a,b" },
  cluster: { kind: "value", placeholder: "NAME", group: connection, brief: "Kubeconfig cluster" },
  user: { kind: "value", placeholder: "NAME", group: connection, brief: "Kubeconfig user" },
  server: { kind: "value", short: "s", placeholder: "URL", group: connection, brief: "Address of the API server" },
  token: { kind: "value", placeholder: "TOKEN", group: connection, brief: "Bearer token for the API server" },
  as: { kind: "value", placeholder: "USER", group: connection, brief: "User to impersonate" },
  asGroup: { kind: "list", placeholder: "GROUP", group: connection, brief: "Group to impersonate, repeatable" },
  asUid: { kind: "value", placeholder: "UID", group: connection, brief: "UID to impersonate" },
  requestTimeout: { kind: "value", placeholder: "TIME", group: connection, brief: "Longest wait for one request, such as 10s; 0 for none" },
  certificateAuthority: { kind: "value", placeholder: "FILE", group: connection, suggests: "files", brief: "Certificate authority of the API server" },
  clientCertificate: { kind: "value", placeholder: "FILE", group: connection, suggests: "files", brief: "Client certificate for the API server" },
  clientKey: { kind: "value", placeholder: "FILE", group: connection, suggests: "files", brief: "Key of the client certificate" },
  tlsServerName: { kind: "value", placeholder: "NAME", group: connection, brief: "Name to check the server's certificate against" },
  insecureSkipTlsVerify: { kind: "switch", group: connection, brief: "Do not check the server's certificate" },
} as const satisfies FlagSpecs;

export const sourceFlags = {
  namespace: { kind: "value", short: "n", placeholder: "NAME", group: where, suggests: "namespaces", brief: "Namespace; the context's own without it" },
  filename: { kind: "list", short: "f", placeholder: "PATH", separator: ",", group: where, suggests: "files", brief: "Read a file, a folder or - (standard input), not the cluster" },
  overlay: { kind: "switch", group: where, brief: "Lay the files of -f over the cluster: what if I applied them" },
  demo: { kind: "switch", group: where, brief: "Read the built-in demo platform" },
  complete: { kind: "switch", group: where, brief: "What the files do not hold does not exist" },
  partial: { kind: "switch", group: where, brief: "What the files do not hold may exist elsewhere" },
  keepGoing: { kind: "switch", group: where, brief: "Do not fail because of documents that cannot be read" },
} as const satisfies FlagSpecs;

export const allNamespacesFlag = {
  allNamespaces: { kind: "switch", short: "A", group: where, brief: "All namespaces" },
} as const satisfies FlagSpecs;

export const outputFormats = ["table", "wide", "json", "yaml", "name", "markdown"] as const;
export type OutputFormat = (typeof outputFormats)[number];

export const outputFlags = {
  output: { kind: "value", short: "o", placeholder: "FORMAT", choices: outputFormats, brief: `One of ${outputFormats.join(", ")}` },
} as const satisfies FlagSpecs;
