/**
 * `users[].user.auth-provider` (OIDC, and what older kubeconfigs still name), by @kubernetes/client-node. A module of
 * its own, imported only when a user has one: most have a certificate, a token or an exec plugin.
 */
import { KubeConfig } from "@kubernetes/client-node/dist/config.js";
import type { RequestOptions } from "node:https";
import type { Issued } from "./credentials.ts";

export type AuthProvider = { readonly name: string; readonly config: Readonly<Record<string, string>> };

/** Asks again on every call, so that an expired token is refreshed. */
export const authProvider = (provider: AuthProvider): (() => Promise<Issued>) => {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: "cluster", server: "https://localhost" }],
    users: [{ name: "user", authProvider: { name: provider.name, config: { ...provider.config } } }],
    contexts: [{ name: "context", cluster: "cluster", user: "user" }],
    currentContext: "context",
  });
  return async () => {
    const options: RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    const header: unknown = (options.headers as Readonly<Record<string, unknown>> | undefined)?.["Authorization"];
    return typeof header === "string" ? { authorization: header } : {};
  };
};
