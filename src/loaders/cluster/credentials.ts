/** Who asks: a token or a client certificate, obtained once, shared by all requests, renewed when it is refused. */
import { readFileSync } from "node:fs";
import { LoadError } from "../error.ts";
import { runExecPlugin } from "./exec.ts";
import type { KubeUser } from "./kubeconfig.ts";
import type { Environment } from "./options.ts";
import type { Target } from "./target.ts";

export interface Issued {
  /** The value of the Authorization header. */
  readonly authorization?: string;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  /** Milliseconds since 1970 after which they are no longer good. */
  readonly expires?: number;
}

export interface Credentials {
  readonly current: () => Promise<Issued>;
  /** After a 401: others than `refused`, or the same where there are no others. */
  readonly renewed: (refused: Issued) => Promise<Issued>;
}

/** client-go reads a token file again after a minute; a mounted ServiceAccount token is exchanged under way. */
const TOKEN_FILE_IS_FRESH_FOR = 60_000;

export const credentialsOf = (target: Target, env: Environment): Credentials => {
  const obtain = obtainerOf(target, env);
  let known: Promise<Issued> | undefined;
  const again = (): Promise<Issued> => {
    const asked = obtain();
    known = asked;
    asked.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked;
  };
  const renewals = new WeakMap<Issued, Promise<Issued>>();
  const renew = async (refused: Issued): Promise<Issued> => {
    const renewed = await again();
    return isSame(renewed, refused) ? refused : renewed;
  };
  return {
    current: async () => {
      const asked = known;
      if (!asked) return again();
      const kept = await asked;
      if (kept.expires === undefined || kept.expires > Date.now()) return kept;
      return known === asked || known === undefined ? again() : known;
    },
    // Requests run in parallel and are refused together: they share one renewal.
    renewed: (refused) => {
      const renewal = renewals.get(refused) ?? renew(refused);
      renewals.set(refused, renewal);
      return renewal;
    },
  };
};

const isSame = (a: Issued, b: Issued): boolean => a.authorization === b.authorization && String(a.cert) === String(b.cert);

/** In the order of client-go: a token outranks a password, both outrank a plugin; a certificate goes with any of them. */
const obtainerOf = ({ user, cluster }: Target, env: Environment): (() => Promise<Issued>) => {
  const certificate = once(() => certificateOf(user));
  if (user.tokenFile !== "") {
    return async () => ({
      ...certificate(),
      authorization: `Bearer ${readCredential(user.tokenFile, user).toString().trim()}`,
      expires: Date.now() + TOKEN_FILE_IS_FRESH_FOR,
    });
  }
  if (user.token !== "") return async () => ({ ...certificate(), authorization: `Bearer ${user.token}` });
  if (user.username !== "") return async () => ({ ...certificate(), authorization: basic(user) });
  const { exec, authProvider } = user;
  if (exec) return async () => ({ ...certificate(), ...(await runExecPlugin(exec, cluster, env)) });
  if (authProvider) {
    const ask = once(async () => (await import("./provider.ts")).authProvider(authProvider));
    return async () => ({ ...certificate(), ...(await askProvider(user, await ask())) });
  }
  return async () => certificate();
};

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

const basic = (user: KubeUser): string => `Basic ${Buffer.from(`${user.username}:${user.password}`).toString("base64")}`;

const certificateOf = (user: KubeUser): Issued => {
  const cert = user.certData !== "" ? Buffer.from(user.certData, "base64") : fileOf(user.certFile, user);
  const key = user.keyData !== "" ? Buffer.from(user.keyData, "base64") : fileOf(user.keyFile, user);
  return cert && key ? { cert, key } : {};
};

const fileOf = (file: string, user: KubeUser): Buffer | undefined => (file === "" ? undefined : readCredential(file, user));

const readCredential = (file: string, user: KubeUser): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    throw new LoadError("CredentialUnreadable", `User ${JSON.stringify(user.name)} of the kubeconfig has its credentials in ${file}, which cannot be read (${code})`, "Check the path and its permissions, or choose another user with --user.");
  }
};

const askProvider = async (user: KubeUser, ask: () => Promise<Issued>): Promise<Issued> => {
  const hint = "Log in again with the tool that wrote the kubeconfig.";
  const name = `The auth-provider ${user.authProvider?.name ?? ""} of user ${JSON.stringify(user.name)}`;
  const issued = await ask().catch((error: unknown) => {
    throw new LoadError("AuthProviderFailed", `${name} gave no credentials: ${error instanceof Error ? error.message : String(error)}`, hint);
  });
  if (issued.authorization === undefined) throw new LoadError("AuthProviderFailed", `${name} gave no token: it has expired and cannot be refreshed`, hint);
  return issued;
};

/** The headers that kubectl's --as flags and a kubeconfig's as fields become. */
export const impersonationHeaders = (user: KubeUser): Readonly<Record<string, string | string[]>> => {
  if (user.as === "") return {};
  const extra = Object.entries(user.asExtra).map(([key, values]) => [`Impersonate-Extra-${escapeKey(key)}`, [...values]]);
  return {
    "Impersonate-User": user.as,
    ...(user.asUid === "" ? {} : { "Impersonate-Uid": user.asUid }),
    ...(user.asGroups.length === 0 ? {} : { "Impersonate-Group": [...user.asGroups] }),
    ...(Object.fromEntries(extra) as Record<string, string[]>),
  };
};

/** Whatever a header's name may not hold is percent-encoded; the server reads it in lower case. */
const escapeKey = (key: string): string => encodeURIComponent(key.toLowerCase()).replace(/[()]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
