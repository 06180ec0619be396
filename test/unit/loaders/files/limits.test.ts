import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../../../src/core/snapshot/snapshot.ts";
import { saveSnapshot } from "../../../../src/loaders/saved.ts";
import { chunksOf, folder, load, loadText, service } from "./folder.ts";

const MB = 1024 * 1024;

/** The same chunk again and again, and how many of them were asked for. */
const endless = (chunk: string, most: number): { readonly stdin: AsyncIterable<Uint8Array>; readonly given: () => number } => {
  const bytes = Buffer.from(chunk);
  let given = 0;
  return {
    given: () => given,
    stdin: (async function* () {
      for (; given * bytes.length < most; given++) yield bytes;
    })(),
  };
};

const messageOf = async (loading: Promise<unknown>): Promise<string> =>
  loading.then(() => "no error", (error: unknown) => (error instanceof Error ? error.message : String(error)));

describe("input that is no manifest", () => {
  it.each([["nothing", ""], ["blanks and comments", "\n\n# nothing here\n---\n---\n# nor here\n"], ["a byte order mark", "\ufeff"]])("%s is said to hold no object", async (_name, text) => {
    expect(await messageOf(loadText(text))).toBe("standard input holds no Kubernetes object");
    const path = folder({ "a.yaml": service("a"), "empty.yaml": text });
    expect((await load([path])).errors).toEqual([]);
    expect((await load([join(path, "a.yaml"), join(path, "empty.yaml")])).source.errors().map(({ message }) => message)).toEqual([`${join(path, "empty.yaml")} holds no Kubernetes object`]);
  });

  it("binary data is one error, whatever its name", async () => {
    const png = Buffer.from("89504e470d0a1a0a0000000d49484452000000ff", "hex");
    const { services, errors } = await load([folder({ "a.yaml": service("a"), "b.yaml": png, "c.yaml": Buffer.concat([Buffer.from(`${service("c")}---\n`), png]) })]);
    expect(services).toEqual(["default/a"]);
    expect(errors).toEqual([expect.stringMatching(/^b\.yaml: .*binary/), expect.stringMatching(/^c\.yaml: .*binary/)]);
  });
});

describe("input without an end in sight", () => {
  it("a line of a gigabyte is refused after the first few megabytes", { timeout: 20_000 }, async () => {
    for (const chunk of ["a".repeat(MB), `"${"b".repeat(MB - 1)}`, "[".repeat(MB), `{"a":"${"c".repeat(MB)}`]) {
      const { stdin, given } = endless(chunk, 1024 * MB);
      expect(await messageOf(load(["-"], { stdin }))).toMatch(/^standard input: a line is longer than 16 MB/);
      expect(given()).toBeLessThan(64);
    }
  });

  it("a sparse file of a gigabyte is found to be binary at once", async () => {
    const path = join(folder({}), "sparse.yaml");
    const file = openSync(path, "w");
    writeSync(file, service("a"));
    ftruncateSync(file, 1024 * MB);
    closeSync(file);
    expect(await messageOf(load([path]))).toMatch(/sparse\.yaml: .*binary/);
  });

  it("a document of a gigabyte is refused after the first few megabytes; what stood before is used", { timeout: 20_000 }, async () => {
    const { stdin, given } = endless("  key: value\n".repeat(80_000), 1024 * MB);
    const { services, errors } = await load(["-"], { stdin: (async function* () { yield* chunksOf(`${service("a")}---\nspec:\n`); yield* stdin; })() });
    expect(services).toEqual(["default/a"]);
    expect(errors).toEqual([expect.stringMatching(/^standard input: a document is longer than 16 MB/)]);
    expect(given()).toBeLessThan(64);
  });

  it("comments, blank lines and separators without end cost time only", { timeout: 30_000 }, async () => {
    for (const chunk of ["# comment\n".repeat(100_000), "\n".repeat(MB), "---\n".repeat(200_000)]) {
      const { stdin } = endless(chunk, 32 * MB);
      expect(await messageOf(load(["-"], { stdin }))).toMatch(/holds no Kubernetes object|longer than 16 MB/);
    }
  });

  it.each([["broken", "a: b: c"], ["no objects", "a: b"]])("documents that are %s, without end, are told a hundred times", { timeout: 10_000 }, async (_name, text) => {
    const { stdin, given } = endless(`${text}\n---\n`.repeat(1000), 1024 * MB);
    const { services, errors } = await load(["-"], { stdin: (async function* () { yield* chunksOf(`${service("a")}---\n`); yield* stdin; })() });
    expect(services).toEqual(["default/a"]);
    expect(errors).toHaveLength(102);
    expect(errors.at(-1)).toMatch(/more than 100 of its documents cannot be read; the file is not read any further/);
    expect(given()).toBeLessThan(100);
  });
});

describe("input that grows while it is read", () => {
  const lol = ["&a [x,x,x,x,x,x,x,x,x,x]", ..."bcdefghij".split("").map((name, i) => `&${name} [${Array.from({ length: 10 }, () => `*${"abcdefghij"[i]}`).join()}]`)];

  it("aliases of aliases are refused before they take memory", { timeout: 10_000 }, async () => {
    const bomb = `apiVersion: v1\nkind: Service\nmetadata: {name: bomb}\nlol:\n${lol.map((one) => `- ${one}\n`).join("")}`;
    const { services, errors } = await loadText(`${service("a")}---\n${bomb}---\n${service("z")}`);
    expect(services).toEqual(["default/a", "default/z"]);
    expect(errors).toEqual([expect.stringMatching(/^standard input:\d+:\d+: the aliases stand for more than/)]);
  });

  const nested: readonly (readonly [string, string])[] = [
    ["flow lists", `a: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`],
    ["flow maps", `a: ${"{b: ".repeat(20_000)}1${"}".repeat(20_000)}\n`],
    ["dashes", `a:\n${"- ".repeat(20_000)}1\n`],
    ["block maps", `${Array.from({ length: 2000 }, (_, i) => `${" ".repeat(i)}a:\n`).join("")}`],
    ["unclosed lists", `a: ${"[".repeat(100_000)}`],
  ];
  it.each(nested)("%s of any depth are an error, not a crash", { timeout: 20_000 }, async (_name, text) => {
    const { services, errors } = await loadText(`${service("a")}---\n${text}`);
    expect(services).toEqual(["default/a"]);
    expect(errors).toHaveLength(1);
  });

  const deepJson = (levels: number): string => `{"apiVersion":"cilium.io/v2","kind":"CiliumNetworkPolicy","metadata":{"name":"deep"},"spec":${"[".repeat(levels)}${"]".repeat(levels)}}`;
  it("JSON of any depth is an error or an object that can be used, not a crash", { timeout: 20_000 }, async () => {
    for (const levels of [100, 5000, 50_000]) {
      const loaded = await loadText(`{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"}}\n${deepJson(levels)}`);
      expect(loaded.services).toEqual(["default/a"]);
      expect(loaded.errors.length + loaded.snapshot.objects.CiliumNetworkPolicy.length).toBe(1);
      saveSnapshot(loaded.snapshot);
    }
  });
});

describe("a large dump", () => {
  const item = (i: number): string => `- apiVersion: v1\n  kind: Service\n  metadata:\n    name: s${i}\n    namespace: n${i % 100}\n    annotations:\n      note: ${"x".repeat(1000)}\n  spec:\n    ports:\n    - port: 80\n`;
  const used = (snapshot: Snapshot): number => snapshot.objects.Service.length;

  it("of one list is read item by item, in YAML and in JSON", { timeout: 60_000 }, async () => {
    const count = 20_000;
    const yaml = (async function* () {
      yield Buffer.from("apiVersion: v1\nitems:\n");
      for (let i = 0; i < count; i += 1000) yield Buffer.from(Array.from({ length: 1000 }, (_, k) => item(i + k)).join(""));
      yield Buffer.from("kind: List\nmetadata:\n  resourceVersion: \"\"\n");
    })();
    const json = (async function* () {
      yield Buffer.from('{"apiVersion": "v1", "kind": "ServiceList", "items": [');
      for (let i = 0; i < count; i += 1000) yield Buffer.from(Array.from({ length: 1000 }, (_, k) => JSON.stringify({ metadata: { name: `s${i + k}`, annotations: { note: "x".repeat(1000) } } })).join(",") + (i + 1000 < count ? "," : ""));
      yield Buffer.from("]}");
    })();
    for (const stdin of [yaml, json]) {
      const { snapshot, errors } = await load(["-"], { stdin });
      expect(errors).toEqual([]);
      expect(used(snapshot)).toBe(count);
    }
  });
});
