/** A loopback API server whose answers a test writes down, and the options that lead to it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { onTestFinished } from "vitest";
import type { ClusterOptions } from "../../../../src/loaders/cluster/cluster.ts";
import type { Certificate } from "../../../support/certificates.ts";

export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  /** With repeated headers one by one. */
  readonly rawHeaders: readonly string[];
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Closes the connection after this many bytes of the body. */
  readonly stopAfter?: number;
  /** Packs the body, as a server does for who accepts it. */
  readonly gzip?: boolean;
  /** Never answers. */
  readonly hangs?: boolean;
}

export type Answering = (asked: Asked, response: http.ServerResponse) => Reply | undefined;

export interface Api {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** How often each path was asked. */
  readonly count: (path: string) => number;
  readonly connections: () => number;
}

export interface ServerTls {
  readonly certificate: Certificate;
  readonly clientAuthority?: string;
}

export const startApi = async (answer: Answering, tls?: ServerTls): Promise<Api> => {
  const asked: Asked[] = [];
  let connections = 0;
  const onRequest = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const one = { path: url.pathname, query: url.searchParams, headers: request.headers, rawHeaders: request.rawHeaders };
    asked.push(one);
    send(response, answer(one, response) ?? notServed);
  };
  const server = tls ? https.createServer(tlsOptions(tls), onRequest) : http.createServer(onRequest);
  server.on(tls ? "secureConnection" : "connection", () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    asked,
    count: (path) => asked.filter((one) => one.path === path).length,
    connections: () => connections,
  };
};

const tlsOptions = ({ certificate, clientAuthority }: ServerTls): https.ServerOptions => ({
  cert: certificate.pem,
  key: certificate.keyPem,
  ...(clientAuthority === undefined ? {} : { ca: clientAuthority, requestCert: true, rejectUnauthorized: true }),
});

const send = (response: http.ServerResponse, { status = 200, headers = {}, body, stopAfter, gzip, hangs }: Reply): void => {
  if (hangs) return;
  if (gzip) {
    response.writeHead(status, { "content-type": "application/json", "content-encoding": "gzip" }).end(gzipSync(JSON.stringify(body)));
    return;
  }
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": typeof body === "string" ? "text/plain" : "application/json", "content-length": Buffer.byteLength(text), ...headers });
  if (stopAfter === undefined) {
    response.end(text);
    return;
  }
  response.write(text.slice(0, stopAfter), () => response.destroy());
};

/** What the API server says on a path that it does not know. */
export const notServed: Reply = { status: 404, body: "404 page not found\n" };

export const status = (code: number, message: string, extra: Readonly<Record<string, unknown>> = {}): Reply => ({
  status: code, body: { kind: "Status", apiVersion: "v1", status: "Failure", message, code, ...extra },
});

export const forbidden = (what = "services is forbidden: User \"sam\" cannot list resource \"services\""): Reply => status(403, what, { reason: "Forbidden" });

export const list = (items: readonly unknown[], metadata: Readonly<Record<string, unknown>> = {}): Reply => ({
  body: { kind: "List", apiVersion: "v1", metadata: { resourceVersion: "1", ...metadata }, items },
});

export const service = (name: string, namespace = "shop"): unknown => ({
  metadata: { name, namespace, uid: "u", managedFields: [{ manager: "kubectl", fieldsV1: { "f:spec": {} } }] },
  spec: { type: "ClusterIP", clusterIP: "10.0.0.1", ports: [{ port: 80 }] },
});

/** An empty environment and home, so that nothing of the machine's own kubeconfig or proxies is seen. */
export const options = (api: Pick<Api, "url">, more: ClusterOptions = {}): ClusterOptions => ({
  server: api.url, kubeconfig: write("empty", ""), env: { PATH: process.env["PATH"] }, ...more,
});

/** A file of the test, removed at its end. */
export const write = (name: string, content: string, mode = 0o600): string => {
  const file = join(folder(), name);
  writeFileSync(file, content, { mode });
  return file;
};

export const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "kubectl-traffic-test-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};
