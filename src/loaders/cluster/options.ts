import { LoadError } from "../error.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** kubectl's connection flags, with kubectl's meanings. */
export interface ClusterOptions {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly cluster?: string | undefined;
  readonly user?: string | undefined;
  readonly as?: string | undefined;
  readonly asGroup?: readonly string[] | undefined;
  readonly asUid?: string | undefined;
  /** "0" for none, "10s", "1m30s", or a whole number of seconds. */
  readonly requestTimeout?: string | undefined;
  readonly insecureSkipTlsVerify?: boolean | undefined;
  readonly tlsServerName?: string | undefined;
  readonly server?: string | undefined;
  readonly token?: string | undefined;
  readonly certificateAuthority?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
  /** Objects per page of a list; 0 asks for everything at once. */
  readonly chunkSize?: number | undefined;
  /** Where KUBECONFIG, HOME and the proxy variables are looked up; the process's own when left out. */
  readonly env?: Environment | undefined;
}

const MILLISECONDS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a --request-timeout; 0 means none, undefined that none was given. */
export const parseTimeout = (value: string | undefined): number | undefined => {
  if (value === undefined || value === "") return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const parts = [...value.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join("") !== value) {
    throw new LoadError(
      "InvalidTimeout",
      `--request-timeout ${JSON.stringify(value)} is not a duration`,
      "Write a whole number of seconds or a number with a unit: 10, 10s, 1m30s; 0 means no limit.",
    );
  }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (MILLISECONDS[unit ?? ""] ?? 0), 0);
};
