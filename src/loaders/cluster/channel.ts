/** GET requests to one API server, over one pool of kept-alive connections. */
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import tls from "node:tls";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { LoadError } from "../error.ts";
import { type Credentials, credentialsOf, impersonationHeaders, type Issued } from "./credentials.ts";
import type { KubeCluster } from "./kubeconfig.ts";
import type { Environment } from "./options.ts";
import { hostOf, isLoopback, proxyOf } from "./proxy.ts";
import type { Target } from "./target.ts";

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Channel {
  /** The answer, whatever its status; rejects when there was none. Asks once more with new credentials after a 401. */
  readonly get: (path: string, signal?: AbortSignal) => Promise<Answer>;
}

export interface ChannelOptions {
  readonly env: Environment;
  /** Milliseconds for one request; 0 none; undefined gives up when nothing moves for a minute. */
  readonly timeout: number | undefined;
}

/** No answer within the time given, or nothing at all for IDLE_LIMIT. */
export class TimeoutError extends Error {
  readonly code = "TIMEOUT";
}

const SOCKETS = 16;
const IDLE_LIMIT = 60_000;
/** Larger than any page an API server sends; a server that never stops must not fill the memory. */
const LARGEST_BODY = 256 * 1024 * 1024;

interface Pool {
  readonly issued: Issued;
  readonly agent: Promise<http.Agent>;
}

export const openChannel = (target: Target, options: ChannelOptions): Channel => {
  const server = new URL(target.cluster.server);
  const credentials: Credentials = credentialsOf(target, options.env);
  const headers = {
    Accept: "application/json",
    "User-Agent": "kubectl-traffic",
    // Packing costs the server more than a loopback connection saves.
    ...(target.cluster.disableCompression || isLoopback(hostOf(server)) ? {} : { "Accept-Encoding": "gzip" }),
    ...impersonationHeaders(target.user),
  };
  let pool: Pool | undefined;
  const agentOf = (issued: Issued): Promise<http.Agent> => {
    if (!pool || pool.issued.cert !== issued.cert || pool.issued.key !== issued.key) {
      pool = { issued, agent: agentFor(target.cluster, issued, options.env) };
    }
    return pool.agent;
  };
  const ask = async (issued: Issued, path: string, signal?: AbortSignal): Promise<Answer> => {
    const agent = await agentOf(issued);
    const authorization = issued.authorization === undefined ? {} : { Authorization: issued.authorization };
    const request = { agent, headers: { ...headers, ...authorization }, ...(signal ? { signal } : {}) };
    return unpacked(await send(new URL(server.pathname.replace(/\/$/, "") + path, server), request, options.timeout));
  };
  return {
    get: async (path, signal) => {
      const issued = await credentials.current();
      const answer = await ask(issued, path, signal);
      if (answer.status !== 401) return answer;
      const renewed = await credentials.renewed(issued);
      return renewed === issued ? answer : ask(renewed, path, signal);
    },
  };
};

const unpacked = async (answer: Answer): Promise<Answer> => {
  if (answer.headers["content-encoding"] !== "gzip") return answer;
  return { ...answer, body: await promisify(gunzip)(answer.body, { maxOutputLength: LARGEST_BODY }) };
};

const agentFor = async (cluster: KubeCluster, issued: Issued, env: Environment): Promise<http.Agent> => {
  const isTls = cluster.server.startsWith("https:");
  const options = { keepAlive: true, maxSockets: SOCKETS, ...(isTls ? tlsOptions(cluster, issued) : {}) };
  const proxy = proxyOf(cluster, env);
  if (!proxy) return isTls ? new https.Agent(options) : new http.Agent(options);
  if (proxy.protocol.startsWith("socks")) {
    const { SocksProxyAgent } = await import("socks-proxy-agent");
    return new SocksProxyAgent(proxy, options);
  }
  const { HttpProxyAgent, HttpsProxyAgent } = await import("hpagent");
  return isTls ? new HttpsProxyAgent({ ...options, proxy }) : new HttpProxyAgent({ ...options, proxy });
};

const tlsOptions = (cluster: KubeCluster, issued: Issued): tls.SecureContextOptions & tls.ConnectionOptions => ({
  // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED does not decide it.
  rejectUnauthorized: !cluster.skipTlsVerify,
  ...(cluster.skipTlsVerify ? {} : { ca: authoritiesOf(cluster) }),
  ...(cluster.tlsServerName ? { servername: cluster.tlsServerName } : {}),
  ...(issued.cert === undefined ? {} : { cert: issued.cert, key: issued.key }),
});

/** The cluster's own authority; without one the system's, as kubectl trusts, together with Node's. */
const authoritiesOf = (cluster: KubeCluster): Buffer | string[] => {
  if (cluster.caData !== "") return Buffer.from(cluster.caData, "base64");
  if (cluster.caFile === "") return publicAuthorities();
  try {
    return readFileSync(cluster.caFile);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    throw new LoadError("CertificateAuthorityUnreadable", `The certificate authority ${cluster.caFile} cannot be read (${code})`, "Check certificate-authority in the kubeconfig, or --certificate-authority.");
  }
};

/** Node 22.15 and newer can tell what the system trusts. */
const publicAuthorities = (): string[] =>
  "getCACertificates" in tls ? [...tls.getCACertificates("default"), ...tls.getCACertificates("system")] : [...(tls as { rootCertificates: readonly string[] }).rootCertificates];

const send = (url: URL, options: https.RequestOptions, timeout: number | undefined): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(url, options);
    const giveUp = (after: number) => (): void => {
      request.destroy(new TimeoutError(`no answer within ${after / 1000} s`));
    };
    const limit = timeout ?? IDLE_LIMIT;
    const timer = limit > 0 ? setTimeout(giveUp(limit), limit) : undefined;
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    request.on("error", fail);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        if (timeout === undefined) timer?.refresh();
        chunks.push(chunk);
        size += chunk.length;
        if (size > LARGEST_BODY) request.destroy(new Error(`the answer is larger than ${LARGEST_BODY} bytes`));
      });
      response.on("error", (error) => fail(request.errored ?? error));
      response.on("end", () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks, size) });
      });
    });
    request.end();
  });
