import type { TestProject } from "vitest/node";

import { findAssets } from "./assets.ts";
import type { ClusterInfo } from "./cluster.ts";
import { findGatewayApiCrds } from "./crds.ts";
import { startCluster } from "./server.ts";

export type ProvidedCluster = { readonly info: ClusterInfo } | { readonly skipReason: string };

declare module "vitest" {
  interface ProvidedContext {
    readonly cluster: ProvidedCluster;
  }
}

/**
 * Starts the one API server that all cluster test files share. What is missing on this machine skips them
 * with one line; CLUSTER_TESTS=required makes that a failure, CLUSTER_TESTS=skip asks for it.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env["CLUSTER_TESTS"] === "skip") return skip(project, "CLUSTER_TESTS=skip");
  const [found, definitions] = [await findAssets(), await findGatewayApiCrds()];
  if ("skipReason" in found) return skip(project, found.skipReason);
  if ("skipReason" in definitions) return skip(project, definitions.skipReason);

  const cluster = await startCluster({ assets: found.assets, crds: definitions.crds });
  const { url, ca, token, folder, kubectlPath } = cluster;
  project.provide("cluster", { info: { url, ca, token, folder, kubectlPath } });
  process.stderr.write(`cluster tests: kube-apiserver at ${url}, Gateway API from ${definitions.crds.source}\n`);
  return cluster.stop;
}

function skip(project: TestProject, skipReason: string): undefined {
  if (process.env["CLUSTER_TESTS"] === "required") throw new Error(`cluster tests are required: ${skipReason}`);
  process.stderr.write(`cluster tests skipped: ${skipReason}\n`);
  project.provide("cluster", { skipReason });
  return undefined;
}
