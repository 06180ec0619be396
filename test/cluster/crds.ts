import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { readObjects, type KubeObject } from "./objects.ts";

export type GatewayApiCrds = {
  /** Where they came from, to be told: a folder or a module with its version. */
  readonly source: string;
  readonly objects: readonly KubeObject[];
};

export type CrdSearch = { readonly crds: GatewayApiCrds } | { readonly skipReason: string };

/** The newest release whose module the Go of test/cluster/go.mod accepts. */
const gatewayApiModule = "sigs.k8s.io/gateway-api@v1.6.3";
const sharedFolder = resolve(import.meta.dirname, "../../../shared/facts/crds/gateway-api/standard");

/**
 * The Gateway API's own CustomResourceDefinitions (standard channel), from GATEWAY_API_CRDS, else from a
 * folder beside the repository, else from the Go module; never from a copy kept here. The channel's
 * ValidatingAdmissionPolicy is left out: it would forbid the tests that install older versions.
 */
export async function findGatewayApiCrds(env: NodeJS.ProcessEnv = process.env): Promise<CrdSearch> {
  const named = env["GATEWAY_API_CRDS"];
  if (named !== undefined && named !== "") return readFolder(named, named);
  if (existsSync(sharedFolder)) return readFolder(sharedFolder, sharedFolder);
  const folder = await moduleFolder().catch((error: unknown) => error);
  if (typeof folder === "string") return readFolder(folder, gatewayApiModule);
  return { skipReason: `go mod download ${gatewayApiModule} failed (${firstLine(folder)}); set GATEWAY_API_CRDS to a folder with the Gateway API CRDs` };
}

async function moduleFolder(): Promise<string> {
  // Outside any module, so that no go.mod is consulted or changed.
  const { stdout } = await promisify(execFile)("go", ["mod", "download", "-json", gatewayApiModule], { cwd: tmpdir() });
  const answer: unknown = JSON.parse(stdout);
  if (typeof answer === "object" && answer !== null && "Dir" in answer && typeof answer.Dir === "string") {
    return join(answer.Dir, "config/crd/standard");
  }
  throw new Error(`go mod download ${gatewayApiModule} names no folder: ${stdout}`);
}

async function readFolder(folder: string, source: string): Promise<CrdSearch> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".yaml")).sort();
  const documents = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const objects = documents.flatMap(readObjects).filter((object) => object.kind === "CustomResourceDefinition");
  if (objects.length === 0) throw new Error(`${folder} holds no CustomResourceDefinition; GATEWAY_API_CRDS must name the folder config/crd/standard of Gateway API`);
  return { crds: { source: `${source}, ${bundleVersion(objects)}`, objects } };
}

function bundleVersion(objects: readonly KubeObject[]): string {
  return objects[0]?.metadata.annotations?.["gateway.networking.k8s.io/bundle-version"] ?? "version not stated";
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n", 1)[0] ?? "";
}
