import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Kind, kindNames, kinds } from "../../../../src/core/snapshot/kinds.ts";
import { readKnown } from "../../../../src/core/snapshot/read.ts";
import { refKey } from "../../../../src/core/snapshot/ref.ts";
import { type GapReason, type Malformed, noObjects, refOf, type Snapshot } from "../../../../src/core/snapshot/snapshot.ts";
import { openDemo } from "../../../../src/loaders/demo/demo.ts";
import { saveSnapshot } from "../../../../src/loaders/saved.ts";
import { reduceSecret } from "../../../../src/loaders/secrets.ts";
import { chunksOf, everything, folder, load, loadText, service } from "./folder.ts";

const read = async (text: string): Promise<Snapshot> => (await loadText(text)).snapshot;
/** As it is written: a field that is absent and one that is undefined are the same. */
const written = (snapshot: Snapshot): unknown => JSON.parse(JSON.stringify(snapshot));

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("---", "\n---\n", "\u2028", "a\r\nb", '"]}', "\ud83d\ude00", "{{ x }}", "\u0000", "\ufeff"));
const kind: fc.Arbitrary<Kind> = fc.constantFrom(...kindNames);
const place = fc.record({ kind, namespace: name, name }, { requiredKeys: ["kind"] });
const reason: fc.Arbitrary<GapReason> = fc.constantFrom("Forbidden", "NotInstalled", "NotRequested", "Unreachable", "NotInFiles", "Unreadable");

const field = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 2 }), fc.dictionary(name, text, { maxKeys: 2 }));
const anySpec = fc.oneof(
  fc.dictionary(name, field, { maxKeys: 3 }),
  fc.record({ type: field, selector: fc.dictionary(text, field, { maxKeys: 2 }), ports: fc.array(fc.record({ port: field, name: field }), { maxLength: 3 }), rules: fc.array(fc.record({ host: field }), { maxLength: 2 }) }),
);

const rawObject = kind.chain((of) => fc.record({
  kind: fc.constant(of),
  apiVersion: fc.constantFrom(...kinds[of].versions.map((version) => (kinds[of].group === "" ? version : `${kinds[of].group}/${version}`))),
  raw: fc.record({
    metadata: fc.record({ name, namespace: name, labels: fc.dictionary(text, field, { maxKeys: 2 }), annotations: fc.dictionary(text, text, { maxKeys: 2 }), creationTimestamp: text }, { requiredKeys: ["name"] }),
    spec: anySpec, status: fc.dictionary(name, field, { maxKeys: 2 }), data: fc.dictionary(name, text, { maxKeys: 2 }),
  }),
}));

const snapshots: fc.Arbitrary<Snapshot> = fc.record({
  raws: fc.array(rawObject, { maxLength: 12 }),
  rest: fc.record({
    foreign: fc.array(fc.record({ apiVersion: text, kind: text, namespace: text, name: text }), { maxLength: 2 }),
    coverage: fc.array(place, { maxLength: 4 }),
    gaps: fc.array(fc.record({ where: place, reason, message: text }).map(({ where, ...gap }) => ({ ...where, ...gap })), { maxLength: 3 }),
    source: text,
    assumptions: fc.array(text, { maxLength: 2 }),
    takenAt: fc.constantFrom("2026-11-23T12:00:00Z", "1999-01-01T00:00:00.5+01:00"),
  }),
}).map(({ raws, rest }) => {
  const objects = noObjects();
  const malformed: Malformed[] = [];
  const seen = new Set<string>();
  for (const one of raws) {
    const raw = { apiVersion: one.apiVersion, kind: one.kind, ...one.raw };
    const result = readKnown(one.kind === "Secret" ? reduceSecret(raw) : raw, one.kind, one.apiVersion, "default");
    const key = refKey(refOf(result.object));
    if (seen.has(key)) continue;
    seen.add(key);
    (objects as Record<Kind, unknown[]>)[one.kind].push(result.object);
    malformed.push(...result.malformed);
  }
  return { ...rest, objects, malformed };
});

describe("a saved snapshot", () => {
  it("is read as the snapshot that was saved: the demo", async () => {
    const demo = await openDemo().load(everything);
    expect(demo.objects.Service.length).toBeGreaterThan(5);
    expect(written(await read(saveSnapshot(demo)))).toEqual(written(demo));
  });

  it("is read as the snapshot that was saved: any", async () => {
    await fc.assert(fc.asyncProperty(snapshots, async (snapshot) => {
      expect(written(await read(saveSnapshot(snapshot)))).toEqual(written(snapshot));
    }), { numRuns: 150 });
  });

  it("is as complete as it says, unless the user says otherwise", async () => {
    const demo = await openDemo().load(everything);
    const forbidden: Snapshot = { ...demo, coverage: demo.coverage.filter((one) => one.kind !== "Ingress"), gaps: [{ kind: "Ingress", reason: "Forbidden", message: "no" }] };
    const saved = saveSnapshot(forbidden);
    expect((await read(saved)).gaps).toEqual(forbidden.gaps);
    const complete = (await loadText(saved, { completeness: "complete" })).snapshot;
    expect(complete.gaps).toEqual([]);
    expect(complete.takenAt).toBe(demo.takenAt);
    expect((await loadText(saved, { completeness: "partial" })).snapshot.coverage).toEqual([]);
  });

  it("is not mixed with another, nor read in a form of another version", async () => {
    const saved = saveSnapshot(await openDemo().load([{ kind: "Service", namespace: "shop" }]));
    const path = folder({ "a.json": saved, "b.json": saved });
    const { services, errors } = await load([path]);
    expect(services).toContain("shop/cart");
    expect(errors).toEqual([expect.stringMatching(/^b\.json:1:1: .*second saved snapshot/)]);
    const later = saved.replace("kubectl-traffic/v1", "kubectl-traffic/v9");
    const error: unknown = await loadText(later).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/kubectl-traffic\/v9.*reads kubectl-traffic\/v1/);
  });

  it("that was edited or cut by hand never makes it throw", async () => {
    const header = { apiVersion: "kubectl-traffic/v1", kind: "Snapshot" };
    const odd = fc.record({ coverage: fc.anything(), gaps: fc.anything(), malformed: fc.anything(), foreign: fc.anything(), assumptions: fc.anything(), source: fc.anything(), takenAt: fc.anything() }, { requiredKeys: [] });
    await fc.assert(fc.asyncProperty(odd, async (more) => {
      const line = JSON.stringify({ ...header, ...more }, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
      const snapshot = await read(`${line}\n`);
      expect(Number.isNaN(Date.parse(snapshot.takenAt))).toBe(false);
      for (const one of [...snapshot.gaps, ...snapshot.coverage]) expect(kindNames).toContain(one.kind);
    }), { numRuns: 100 });
  });
});

describe("Secrets", () => {
  const CANARY = "CANARY-7f3a";
  const encoded = Buffer.from(CANARY).toString("base64");
  const secret = (indent = ""): string => ["apiVersion: v1", "kind: Secret", "metadata:", "  name: tls", "  annotations:", `    kubectl.kubernetes.io/last-applied-configuration: '{"data":{"a":"${encoded}"}}'`, `    other: ${CANARY}`, "stringData:", `  password: ${CANARY}`, "data:", `  token: ${encoded}`, `  tls.crt: ${encoded}`, `  tls.key: ${encoded}`]
    .map((line) => `${indent}${line}\n`).join("");
  const hidden = (value: unknown): void => {
    const all = typeof value === "string" ? value : JSON.stringify(value);
    expect(all).not.toContain(CANARY);
    expect(all).not.toContain(encoded);
  };
  const json = JSON.stringify({ apiVersion: "v1", kind: "Secret", metadata: { name: "tls" }, stringData: { password: CANARY }, data: { token: encoded } });
  const bare = JSON.stringify({ metadata: { name: "tls" }, data: { password: encoded, token: encoded } });

  it.each([
    ["a document", secret()],
    ["a list", `apiVersion: v1\nkind: List\nitems:\n- ${secret("  ").trimStart()}`],
    ["JSON", json],
    ["a list of Secrets", `{"apiVersion":"v1","kind":"SecretList","items":[${bare}]}`],
    ["a list that says so at the end", `{"items":[${bare}],"apiVersion":"v1","kind":"SecretList"}`],
  ])("never leave the loader: %s", async (_name, text) => {
    const { snapshot, source } = await loadText(text);
    expect(snapshot.objects.Secret[0]?.keys).toEqual(expect.arrayContaining(["password", "token"]));
    hidden(snapshot);
    hidden(saveSnapshot(snapshot));
    hidden(source.locate({ group: "", kind: "Secret", namespace: "default", name: "tls" }, "data.token") ?? "");
    hidden(await read(saveSnapshot(snapshot)));
  });

  it.each([
    ["broken", `${secret()}  bad: [\n`],
    ["with fields of wrong types", secret().replace("stringData:\n", `stringData:\n  list: [${CANARY}]\n`)],
    ["without a name", secret().replace("  name: tls\n", "")],
    ["with a data field that is text", `apiVersion: v1\nkind: Secret\nmetadata: {name: tls}\ndata: ${CANARY}\n`],
    ["with a broken alias", `apiVersion: v1\nkind: Secret\nmetadata: {name: tls}\ndata: {a: *gone}\nstringData: {a: ${CANARY}}\n`],
    ["of an unknown version", secret().replace("apiVersion: v1", "apiVersion: example.com/v1")],
  ])("never leave the loader, nor an error: %s", async (_name, text) => {
    const { services, snapshot, source, errors } = await load(["-"], { stdin: chunksOf(`${service("a")}---\n${text}`) });
    expect(services).toEqual(["default/a"]);
    hidden(snapshot);
    hidden(saveSnapshot(snapshot));
    hidden(errors.join("\n"));
    hidden(source.errors().map((error) => [error.stack, error.hint, error.cause]).join("\n"));
  });
});
