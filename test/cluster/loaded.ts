import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { applyObjects } from "./apply.ts";
import { cacheFolder } from "./assets.ts";
import { loadObjects, type LoadSize } from "./load.ts";
import { withLock } from "./lock.ts";
import type { KubeObject } from "./objects.ts";
import { startCluster, type ClusterOptions, type RunningCluster } from "./server.ts";

export type LoadedOptions = Pick<ClusterOptions, "assets" | "crds"> & {
  /** Where the etcd data of each size is kept; cacheFolder() when left out. */
  readonly cache?: string;
  /** Told after every batch while objects are written. */
  readonly onProgress?: (written: number) => void;
};

const batchSize = 1000;

/**
 * A cluster that holds loadObjects(size). Writing tens of thousands of objects takes minutes, so the etcd
 * data is kept in the cache and taken up again by the next run of the same size; only one run at a time.
 */
export async function startLoadedCluster(size: LoadSize, options: LoadedOptions): Promise<RunningCluster> {
  const folder = join(options.cache ?? cacheFolder(), `load-${size.services}-${size.podsPerService ?? 0}-${await fingerprint(options)}`);
  const complete = join(folder, "complete");
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(complete)) return;
    // What an interrupted load left cannot be told from what it should be.
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await load(size, options, join(folder, "etcd"));
    await writeFile(complete, "");
  });
  return startCluster({ assets: options.assets, dataDir: join(folder, "etcd") });
}

async function load(size: LoadSize, options: LoadedOptions, dataDir: string): Promise<void> {
  const cluster = await startCluster({ ...options, dataDir });
  try {
    let written = 0;
    for (const batch of batches(loadObjects(size))) {
      await applyObjects(cluster.api, batch);
      written += batch.length;
      options.onProgress?.(written);
    }
  } finally {
    await cluster.stop();
  }
}

function* batches(objects: Iterable<KubeObject>): Generator<readonly KubeObject[]> {
  let batch: KubeObject[] = [];
  for (const object of objects) {
    batch.push(object);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Changes with the generator, the server's version and the definitions. */
async function fingerprint(options: LoadedOptions): Promise<string> {
  const sources = await Promise.all(["load.ts", "go.sum"].map((file) => readFile(join(import.meta.dirname, file), "utf8")));
  const hash = createHash("sha256");
  for (const source of [...sources, options.crds?.source ?? ""]) hash.update(source);
  return hash.digest("hex").slice(0, 12);
}
