import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { executableName, targets } from "../../scripts/build/targets.ts";
import { root } from "../../scripts/processes.ts";
import { archiveFiles, archiveName, pack } from "../../scripts/release/archive.ts";
import { krewManifest } from "../../scripts/release/krew.ts";
import { krewProblems, type KrewManifest, type KrewPlatform } from "./krew-rules.ts";

const template = readFileSync(join(root, "krew-manifest.yaml"), "utf8");
const release = {
  version: "1.2.3",
  homepage: "https://github.com/shop/kubectl-traffic",
  checksums: Object.fromEntries(Object.keys(targets).map((target, at) => [target, `${at}`.repeat(64)])),
};
const manifest: KrewManifest = parse(krewManifest(template, release));
const platforms = manifest.spec?.platforms ?? [];

test("krew-index would take the manifest", () => {
  expect(krewProblems("traffic", manifest)).toEqual([]);
});

test("every platform that is built is offered, with its own archive and executable", () => {
  const offered = platforms.map(({ selector, uri, sha256, bin }) => ({ ...selector?.matchLabels, uri, sha256, bin }));
  const built = Object.entries(targets).map(([target, { os, arch }]) => ({
    os,
    arch,
    uri: `https://github.com/shop/kubectl-traffic/releases/download/v1.2.3/${archiveName("1.2.3", target)}`,
    sha256: release.checksums[target],
    bin: executableName(target),
  }));
  expect(offered).toEqual(built);
});

test("a platform without a checksum is not released", () => {
  const { "linux-arm64": _, ...checksums } = release.checksums;
  expect(() => krewManifest(template, { ...release, checksums })).toThrow("nothing is known to fill {{sha256 linux-arm64}}");
});

const withSpec = (spec: KrewManifest["spec"]): KrewManifest => ({ ...manifest, spec: { ...manifest.spec, ...spec } });
const withPlatform = (change: KrewPlatform): KrewManifest => withSpec({ platforms: [{ ...platforms[0], ...change }] });

test.each<readonly [string, KrewManifest]>([
  ["apiVersion", { ...manifest, apiVersion: "v1" }],
  ["kind", { ...manifest, kind: "Plugins" }],
  ["metadata.name is not the file's name", { ...manifest, metadata: { name: "traffics" } }],
  ["spec.version", withSpec({ version: "1.2.3" })],
  ["spec.shortDescription", withSpec({ shortDescription: "two\nlines" })],
  ["spec.shortDescription is longer than 70 characters", withSpec({ shortDescription: "long ".repeat(20) })],
  ["spec.description has a line of more than 80 characters", withSpec({ description: `short\n${"long ".repeat(20)}` })],
  ["spec.platforms", withSpec({ platforms: [] })],
  ["platforms[0].sha256", withPlatform({ sha256: "A".repeat(64) })],
  ["platforms[0].uri", withPlatform({ uri: "https://shop.example.com/traffic.xz" })],
  ["platforms[0].bin", withPlatform({ bin: "" })],
  ["platforms[0].files", withPlatform({ files: [] })],
  ["platforms[0].selector is empty", withPlatform({ selector: { matchLabels: {} } })],
  ["platforms[0].selector has a key other than os and arch", withPlatform({ selector: { matchLabels: { os: "linux", libc: "musl" } } })],
  ["platforms[0].selector matches no platform", withPlatform({ selector: { matchLabels: { os: "plan9" } } })],
  ["platforms[0].bin is no .exe on Windows", withPlatform({ selector: { matchLabels: { os: "windows" } } })],
  ["linux/arm64 is selected twice", withSpec({ platforms: [...platforms, { ...platforms[0], selector: { matchExpressions: [{ key: "os", operator: "In", values: ["linux"] }, { key: "arch", operator: "NotIn", values: ["amd64"] }] } }] })],
])("the rules find %s", (problem, wrong) => {
  expect(krewProblems("traffic", wrong)).toContain(problem);
});

test.each(Object.keys(targets))("the archive for %s has the executable and the LICENSE at its top", async (target) => {
  const folder = mkdtempSync(join(tmpdir(), "traffic-archive-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of archiveFiles(target)) writeFileSync(join(folder, name), name);
  const archive = join(folder, archiveName("1.2.3", target));
  expect(await pack(target, folder, archive)).toMatch(/^[a-f0-9]{64}$/);
  const packed = execFileSync("tar", ["-tzf", archive], { encoding: "utf8" }).trim().split("\n");
  expect(packed).toEqual(expect.arrayContaining([executableName(target), "LICENSE"]));
});
