/** A server in front of the API server that breaks off in the middle of some answers. */
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, request, type RequestOptions } from "node:https";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";

import { makeCertificate } from "../support/certificates.ts";
import type { Cluster } from "./cluster.ts";

export type InterruptingServer = {
  /** A kubeconfig of the admin that leads through it. */
  readonly kubeconfig: string;
  /** How often it broke off. */
  readonly times: () => number;
  readonly close: () => void;
};

/** Lists of `plural` end after half of their bytes, every time they are asked for; everything else passes. */
export async function interrupt(cluster: Cluster, plural: string): Promise<InterruptingServer> {
  const { pem, keyPem } = makeCertificate({ commonName: "interrupting", names: ["127.0.0.1"] });
  const caOfServer = readFileSync(cluster.ca);
  let times = 0;
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? "/", cluster.url);
    const answer = await ask(url, { method: incoming.method ?? "GET", headers: incoming.headers, ca: caOfServer });
    const body = await buffer(answer);
    const { "transfer-encoding": _chunked, ...headers } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 500, { ...headers, "content-length": body.length });
    if (url.pathname.split("/").at(-1) !== plural) return void outgoing.end(body);
    times += 1;
    outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy());
  };
  const server = createServer({ cert: pem, key: keyPem }, (incoming, outgoing) => void pass(incoming, outgoing).catch(() => outgoing.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the interrupting server has no port");
  const ca = join(cluster.folder, `interrupting-${address.port}.crt`);
  writeFileSync(ca, pem);
  const kubeconfig = cluster.kubeconfig("admin", { server: `https://127.0.0.1:${address.port}`, ca, context: `no-${plural}` });
  return { kubeconfig, times: () => times, close: () => { server.close(); server.closeAllConnections(); } };
}

const ask = (url: URL, options: RequestOptions): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => { request(url, options, resolve).on("error", reject).end(); });
