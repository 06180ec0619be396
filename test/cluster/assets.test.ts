import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

import { findAssets } from "./assets.ts";

let folder = "";
let told: string[] = [];
const tell = (line: string): void => {
  told.push(line);
};

beforeEach(async () => {
  told = [];
  folder = await mkdtemp(join(tmpdir(), "kubectl-traffic-assets-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("without Go the reason says what to install", async () => {
  const found = await findAssets({ XDG_CACHE_HOME: folder, PATH: folder });
  expect(found).toEqual({ skipReason: expect.stringMatching(/^Go is not installed; .*KUBEBUILDER_ASSETS.*$/) });
});

test("a Go that is too old is named as such, in one line", async () => {
  await writeGo('echo "go: first line" >&2; echo "go: go.mod requires go >= 1.26.0 (running go 1.22.1)" >&2; exit 1');
  const found = await findAssets(envWithGo(), tell);
  expect(found).toEqual({ skipReason: expect.stringMatching(/^Go cannot build kube-apiserver: .*requires go >= 1\.26\.0.*$/) });
});

test("KUBEBUILDER_ASSETS is taken as it is, or refused when a binary is missing", async () => {
  await Promise.all([executable("etcd"), executable("kubectl")]);
  await expect(findAssets({ KUBEBUILDER_ASSETS: folder })).rejects.toThrow(/must hold executable etcd, kube-apiserver, kubectl/);
  await executable("kube-apiserver");
  await expect(findAssets({ KUBEBUILDER_ASSETS: folder })).resolves.toHaveProperty("assets.etcd", join(folder, "etcd"));
});

test("two runs at once build each binary once, stamped with the version of the module file", async () => {
  await writeGo(`[ "$1" = build ] || exit 0
echo "$*" >> ${folder}/built
while [ "$1" != -o ]; do shift; done
sleep 0.2; printf '#!/bin/sh\\n' > "$2"; chmod +x "$2"`);
  const [first, second] = await Promise.all([findAssets(envWithGo(), tell), findAssets(envWithGo(), tell)]);
  expect(first).toHaveProperty("assets.kubectl");
  expect(second).toEqual(first);
  expect(told).toEqual(expect.arrayContaining([expect.stringContaining("waiting for it"), expect.stringContaining("built kubectl")]));
  const built = (await readFile(join(folder, "built"), "utf8")).trim().split("\n");
  expect(built).toHaveLength(3);
  expect(built[1]).toMatch(/gitVersion=v1\.\d+\.\d+ .*kube-apiserver$/);
  expect(await readdir(join(folder, "kubectl-traffic"))).toEqual([expect.stringMatching(/^assets-[0-9a-f]{12}-/)]);
});

test("a build that fails leaves nothing behind and says why", async () => {
  await writeGo('[ "$1" = build ] || exit 0; echo "dial tcp: no route to host" >&2; exit 1');
  const found = await findAssets(envWithGo(), tell);
  expect(found).toEqual({ skipReason: "go build go.etcd.io/etcd/server/v3 failed: dial tcp: no route to host" });
  expect(await readdir(join(folder, "kubectl-traffic"))).toEqual([]);
});

function envWithGo(): NodeJS.ProcessEnv {
  return { XDG_CACHE_HOME: folder, PATH: `${folder}:/usr/bin:/bin` };
}

async function writeGo(script: string): Promise<void> {
  await writeFile(join(folder, "go"), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, "go"), 0o755);
}

async function executable(name: string): Promise<void> {
  await writeFile(join(folder, name), "#!/bin/sh\n");
  await chmod(join(folder, name), 0o755);
}
