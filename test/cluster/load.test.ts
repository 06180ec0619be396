import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { Cluster } from "./cluster.ts";
import { loadObjects } from "./load.ts";
import { startLoadedCluster, type LoadedOptions } from "./loaded.ts";
import { isRecord } from "./objects.ts";
import type { RunningCluster } from "./server.ts";
import { describeOnCluster, sharedCluster } from "./provided.ts";

const size = { services: 200, podsPerService: 2 } as const;

describeOnCluster("the load for benchmarks", () => {
  let cache = "";
  beforeAll(async () => {
    cache = await mkdtemp(join(tmpdir(), "kubectl-traffic-load-"));
  });
  afterAll(() => rm(cache, { recursive: true }));

  test("is taken by the server as generated, and found again by the next start", async () => {
    const written: number[] = [];
    const options: LoadedOptions = { assets: sharedAssets(), cache, onProgress: (count) => written.push(count) };
    const counts = await countsThenStop(await startLoadedCluster(size, options));
    expect(counts).toEqual({ services: size.services + 1, endpointslices: size.services + 1, ingresses: size.services, pods: 2 * size.services });
    expect(written.at(-1)).toBe([...loadObjects(size)].length);

    written.length = 0;
    expect(await countsThenStop(await startLoadedCluster(size, options))).toEqual(counts);
    expect(written).toEqual([]);
  });
});

test("a larger load begins with the smaller one", () => {
  const small = [...loadObjects({ services: 150 })];
  const large = [...loadObjects({ services: 300 })];
  expect(large.slice(0, small.length)).toEqual(small);
  const names = large.map((object) => `${object.kind} ${object.metadata.namespace} ${object.metadata.name}`);
  expect(new Set(names).size).toBe(large.length);
});

function sharedAssets() {
  const folder = dirname(sharedCluster().kubectlPath);
  return { etcd: join(folder, "etcd"), kubeApiserver: join(folder, "kube-apiserver"), kubectl: join(folder, "kubectl") };
}

async function countsThenStop(cluster: RunningCluster): Promise<Readonly<Record<string, number>>> {
  try {
    return await countsIn(cluster);
  } finally {
    await cluster.stop();
  }
}

/** The server adds its own Service, kubernetes, with one slice. */
async function countsIn(cluster: Cluster): Promise<Readonly<Record<string, number>>> {
  const paths = {
    services: "/api/v1/services",
    endpointslices: "/apis/discovery.k8s.io/v1/endpointslices",
    ingresses: "/apis/networking.k8s.io/v1/ingresses",
    pods: "/api/v1/pods",
  };
  const entries = Object.entries(paths).map(async ([plural, path]) => {
    const { body } = await cluster.api.request("GET", path);
    return [plural, isRecord(body) && Array.isArray(body["items"]) ? body["items"].length : -1] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
