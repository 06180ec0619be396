import { describe, expect, it } from "vitest";
import { chunksOf, folder, load, loadText, service } from "./folder.ts";

const json = (name: string): string => JSON.stringify({ apiVersion: "v1", kind: "Service", metadata: { name } });

describe("what documents hold", () => {
  it("reads several YAML documents, empty ones and comments between them", async () => {
    const { services, errors } = await loadText(`# first\n---\n---\n${service("web")}---\n# nothing\n--- # second\n${service("api")}`);
    expect({ services, errors }).toEqual({ services: ["default/web", "default/api"], errors: [] });
  });

  it("gives objects without a namespace the one that was asked for", async () => {
    const text = `${service("web")}---\n${service("api", "  namespace: pay\n")}`;
    expect((await loadText(text, { namespace: "shop" })).services).toEqual(["shop/web", "pay/api"]);
  });

  it("reads JSON: one object, several after another, lines, and documents that --- separates", async () => {
    expect((await loadText(`  ${json("web")}`)).services).toEqual(["default/web"]);
    expect((await loadText(`${json("web")}${json("api")}\n${json("cart")}`)).services).toEqual(["default/web", "default/api", "default/cart"]);
    expect((await loadText(`${json("web")}\n---\n${json("api")}\n---\n${service("cart")}`)).services).toEqual(["default/web", "default/api", "default/cart"]);
  });

  it("takes flow style for what it is although it starts like JSON", async () => {
    expect((await loadText("{apiVersion: v1, kind: Service, metadata: {name: web}}\n---\n{apiVersion: v1,\n kind: Service,\n metadata: {name: 'it'}}\n")).services).toEqual(["default/web", "default/it"]);
  });

  it("takes lists apart, as kubectl prints them in YAML and JSON", async () => {
    const item = (name: string): string => `- apiVersion: v1\n  kind: Service\n  metadata:\n    name: ${name}\n  spec:\n    ports:\n    - port: 80\n`;
    const yaml = `apiVersion: v1\nitems:\n${item("web")}${item("api")}kind: List\nmetadata:\n  resourceVersion: ""\n`;
    expect((await loadText(yaml)).services).toEqual(["default/web", "default/api"]);
    expect((await loadText(`${yaml}---\n${service("cart")}`)).services).toEqual(["default/web", "default/api", "default/cart"]);
    expect((await loadText(`{"apiVersion": "v1", "items": [${json("web")}, ${json("api")}], "kind": "List"}`)).services).toEqual(["default/web", "default/api"]);
  });

  it("takes lists apart however they are indented", async () => {
    const item = (name: string): string => `  - apiVersion: v1\n    kind: Service\n    metadata: {name: ${name}}\n`;
    expect((await loadText(`kind: List\napiVersion: v1\nitems:\n\n  # two\n${item("web")}\n${item("api")}# end\n`)).services).toEqual(["default/web", "default/api"]);
  });

  it("knows the kind of items that leave it to their list, before or after it is named", async () => {
    const items = "items:\n- metadata:\n    name: web\n  spec:\n    type: NodePort\n- metadata:\n    name: api\n";
    const before = await loadText(`apiVersion: v1\nkind: ServiceList\n${items}`);
    const after = await loadText(`apiVersion: v1\n${items}kind: ServiceList\n`);
    expect([before.services, after.services]).toEqual([["default/web", "default/api"], ["default/web", "default/api"]]);
    expect([...before.errors, ...after.errors]).toEqual([]);
    expect((await loadText('{"items":[{"metadata":{"name":"web"}}],"kind":"ServiceList","apiVersion":"v1"}')).services).toEqual(["default/web"]);
  });

  it("takes an empty list for what it is", async () => {
    const { snapshot, errors } = await loadText("apiVersion: v1\nitems: []\nkind: List\n");
    expect({ objects: snapshot.objects.Service, errors }).toEqual({ objects: [], errors: [] });
  });

  it("follows anchors and merge keys, also from one item of a list to another", async () => {
    const { snapshot, errors } = await loadText(`apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: {name: web}
  spec: &spec
    type: NodePort
    selector: {app: web}
- apiVersion: v1
  kind: Service
  metadata: {name: api}
  spec:
    <<: *spec
    selector: {app: api}
`);
    expect(errors).toEqual([]);
    expect(snapshot.objects.Service.map(({ spec }) => [spec.type, spec.selector["app"]])).toEqual([["NodePort", "web"], ["NodePort", "api"]]);
  });

  it("takes unquoted booleans as kubectl does: on is no text, and the field says so", async () => {
    const { snapshot } = await loadText(service("web", "  annotations:\n    a: on\n    b: \"on\"\n"));
    expect(snapshot.objects.Service[0]?.metadata.annotations).toEqual({ b: "on" });
    expect(snapshot.malformed).toEqual([{ about: { group: "", kind: "Service", namespace: "default", name: "web" }, path: "metadata.annotations.a", expected: "string", got: "boolean" }]);
  });

  it("carries objects of unknown kinds without reading them", async () => {
    const { snapshot } = await loadText(`${service("web")}---\napiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w, namespace: shop}\n`);
    expect(snapshot.foreign).toEqual([{ apiVersion: "example.com/v1", kind: "Widget", namespace: "shop", name: "w" }]);
  });

  it("keeps no value of a Secret, wherever it stands", async () => {
    const { snapshot } = await loadText("apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: tls, annotations: {kubectl.kubernetes.io/last-applied-configuration: hunter2}}\n  data: {password: aHVudGVyMg==}\n  stringData: {user: hunter2}\n");
    expect(snapshot.objects.Secret[0]?.keys).toEqual(["password", "user"]);
    expect(JSON.stringify(snapshot)).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  it("uses the last of two objects of one name, and says so", async () => {
    const { snapshot, services, errors } = await loadText(`${service("web", "spec: {type: NodePort}\n")}---\n${service("web", "spec: {type: ClusterIP, clusterIP: 7}\n")}`);
    expect({ services, errors, type: snapshot.objects.Service[0]?.spec.type }).toEqual({ services: ["default/web"], errors: [], type: "ClusterIP" });
    expect(snapshot.assumptions.join("\n")).toMatch(/Service default\/web .*standard input:7/);
    const clean = await loadText(`${service("web", "spec: {clusterIP: 7}\n")}---\n${service("web")}`);
    expect(clean.snapshot.malformed).toEqual([]);
  });
});

describe("how text is written", () => {
  const text = `${service("web")}---\n${service("käse")}`;
  const utf16 = (bigEndian: boolean): Uint8Array => {
    const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
    return bigEndian ? bytes.swap16() : bytes;
  };

  it.each([
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`)],
    ["UTF-16, little-endian", utf16(false)],
    ["UTF-16, big-endian", utf16(true)],
    ["Windows line ends", Buffer.from(text.replaceAll("\n", "\r\n"))],
    ["no line break at the end", Buffer.from(text.trimEnd())],
  ])("reads %s, whole and byte by byte", async (_name, bytes) => {
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    const whole = await load(["-"], { stdin: chunksOf(bytes) });
    const inPieces = await load(["-"], { stdin: chunksOf(...pieces) });
    expect(whole.services).toEqual(["default/web", "default/käse"]);
    expect(inPieces.snapshot).toEqual(whole.snapshot);
  });

  it("says that old encodings are no text it can read", async () => {
    const path = folder({ "a.yaml": service("web"), "b.yaml": Buffer.from("name: k\xe4se\n", "latin1") });
    const { services, errors } = await load([path]);
    expect(services).toEqual(["default/web"]);
    expect(errors).toEqual([expect.stringMatching(/^b\.yaml.*UTF-8/)]);
  });
});

describe("broken documents", () => {
  it("are one error each, with the place; the rest is used", async () => {
    const path = folder({ "shop.yaml": `${service("web")}---\nkind: Service\nmetadata:\n  name: a: b\n---\n${service("api")}---\napiVersion: v1\nkind: Service\n\tx: 1\n` });
    const { services, errors } = await load([path]);
    expect(services).toEqual(["default/web", "default/api"]);
    expect(errors).toEqual([expect.stringMatching(/^shop\.yaml:8:\d+: /), expect.stringMatching(/^shop\.yaml:1[67]:\d+: /)]);
  });

  it("cost a list only the item that is broken", async () => {
    const { services, errors } = await loadText("apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: web}\n- a: b: c\n- apiVersion: v1\n  kind: Service\n  metadata: {name: api}\n");
    expect(services).toEqual(["default/web", "default/api"]);
    expect(errors).toEqual([expect.stringMatching(/^standard input:7:\d+: /)]);
  });

  it("say that templates have to be rendered first", async () => {
    const path = folder({ "web.yaml": service("web"), "t.yaml": "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n" });
    const { source } = await load([path]);
    expect(source.errors().map(({ hint }) => hint)).toEqual([expect.stringMatching(/helm template/)]);
  });

  it("include text behind a separator, which kubectl refuses", async () => {
    const { services, errors } = await loadText(`${service("web")}--- {a: 1}\n${service("api")}`);
    expect(services).toEqual(["default/web", "default/api"]);
    expect(errors).toEqual([expect.stringMatching(/^standard input:5:1: /)]);
  });

  it("make what may have been in them unknown, not missing", async () => {
    const text = `${service("web")}---\napiVersion: v1\nkind: Service\nmetadata: {name: x: y}\n`;
    const { snapshot } = await loadText(text);
    expect(snapshot.gaps.find(({ kind }) => kind === "Service")).toMatchObject({ reason: "Unreadable", message: expect.stringMatching(/standard input:8/) as unknown });
    expect(snapshot.gaps.find(({ kind }) => kind === "Ingress")).toBeUndefined();
    const anyKind = await loadText(`${service("web")}---\n"oops\n`);
    expect(anyKind.snapshot.gaps.find(({ kind }) => kind === "Ingress")).toMatchObject({ reason: "Unreadable" });
  });
});
