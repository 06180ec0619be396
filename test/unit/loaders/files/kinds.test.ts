import { describe, expect, it } from "vitest";
import { type Kind, kindNames, kinds } from "../../../../src/core/snapshot/kinds.ts";
import { gapFor } from "../../../../src/core/snapshot/find.ts";
import type { Snapshot } from "../../../../src/core/snapshot/snapshot.ts";
import type { Completeness } from "../../../../src/loaders/files/completeness.ts";
import { loadText, service } from "./folder.ts";

const object = (apiVersion: string, kind: string, more = ""): string => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: one, namespace: shop}\n${more}---\n`;
const GATEWAY = "gateway.networking.k8s.io";
const apiVersionOf = (kind: Kind): string => [kinds[kind].group, kinds[kind].versions[0]].filter(Boolean).join("/");

describe("kinds and versions", () => {
  it.each([
    ["GRPCRoute", "v1alpha2"], ["TLSRoute", "v1alpha2"], ["TLSRoute", "v1alpha3"], ["TCPRoute", "v1alpha2"], ["UDPRoute", "v1alpha2"],
    ["ReferenceGrant", "v1beta1"], ["ReferenceGrant", "v1alpha2"], ["HTTPRoute", "v1beta1"], ["Gateway", "v1beta1"], ["GatewayClass", "v1beta1"], ["BackendTLSPolicy", "v1alpha3"],
  ] as const)("%s of %s is read as what it is", async (kind, version) => {
    const { snapshot } = await loadText(object(`${GATEWAY}/${version}`, kind, "spec: {rules: [{backendRefs: [{name: web, port: 80}]}], from: [{kind: HTTPRoute}]}\n"));
    expect(snapshot.objects[kind].map(({ apiVersion, metadata }) => [apiVersion, metadata.name])).toEqual([[`${GATEWAY}/${version}`, "one"]]);
    expect(snapshot.foreign).toEqual([]);
  });

  it("Endpoints and EndpointSlices of both versions are read", async () => {
    const { snapshot } = await loadText(object("v1", "Endpoints", "subsets: [{addresses: [{ip: 10.0.0.1}], ports: [{port: 80}]}]\n")
      + object("discovery.k8s.io/v1", "EndpointSlice", "endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}]\n")
      + object("discovery.k8s.io/v1beta1", "EndpointSlice").replace("name: one", "name: two"));
    expect(snapshot.objects.Endpoints[0]?.subsets[0]).toMatchObject({ addresses: [{ ip: "10.0.0.1" }] });
    expect(snapshot.objects.EndpointSlice.map(({ apiVersion }) => apiVersion)).toEqual(["discovery.k8s.io/v1", "discovery.k8s.io/v1beta1"]);
  });

  it("the same name in another API group is another kind", async () => {
    const { snapshot, errors } = await loadText(object("networking.istio.io/v1", "Gateway") + object("serving.knative.dev/v1", "Service") + object("example.com/v1", "constructor") + object(`${GATEWAY}/v1`, "Gateway"));
    expect(errors).toEqual([]);
    expect(snapshot.foreign.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual(["networking.istio.io/v1 Gateway", "serving.knative.dev/v1 Service", "example.com/v1 constructor"]);
    expect([snapshot.objects.Gateway.length, snapshot.objects.Service.length]).toEqual([1, 0]);
  });

  it("cluster-scoped objects have no namespace, whatever is written", async () => {
    const { snapshot } = await loadText(object(`${GATEWAY}/v1`, "GatewayClass") + object("v1", "Node") + object("networking.k8s.io/v1", "IngressClass"), { namespace: "tasks" });
    expect((["GatewayClass", "Node", "IngressClass"] as const).map((kind) => snapshot.objects[kind][0]?.metadata.namespace)).toEqual([undefined, undefined, undefined]);
  });

  it("fields of wrong types are left out, each with its path; the rest of the object is used", async () => {
    const { snapshot, errors } = await loadText(object("v1", "Service", "spec:\n  type: [NodePort]\n  selector: web\n  ports:\n  - port: \"80\"\n    targetPort: http\n  - 443\n  externalIPs: 10.0.0.1\nstatus: none\n"));
    expect(errors).toEqual([]);
    expect(snapshot.malformed.map(({ path, expected, got }) => `${path}: ${expected}, not ${got}`).toSorted()).toEqual([
      "spec.externalIPs: list, not string", "spec.ports[0].port: integer, not string", "spec.ports[1]: object, not number", "spec.selector: object, not string", "spec.type: string, not list", "status: object, not string",
    ]);
    expect(snapshot.objects.Service[0]?.spec.ports).toEqual([{ targetPort: "http" }]);
    const all = await loadText(kindNames.filter((kind) => kind !== "Secret").map((kind) => `apiVersion: ${apiVersionOf(kind)}\nkind: ${kind}\nmetadata: {name: x, labels: [], annotations: 3}\nspec: 7\nstatus: [1]\ndata: x\n---\n`).join(""));
    expect(all.errors).toEqual([]);
    expect(new Set(all.snapshot.malformed.map(({ about }) => about.kind)).size).toBe(kindNames.length - 1);
  });

  it("Helm's output with source comments and documents that rendered to nothing is read", async () => {
    const { services, errors } = await loadText(`---\n# Source: shop/templates/a.yaml\n${service("web")}---\n# Source: shop/templates/empty.yaml\n\n---\n# Source: shop/templates/b.yaml\n${service("api")}\n---\n\n---\n# Source: shop/templates/tests/t.yaml\napiVersion: v1\nkind: Pod\nmetadata:\n  name: "test"\n  annotations:\n    "helm.sh/hook": test\n`);
    expect({ services, errors }).toEqual({ services: ["default/web", "default/api"], errors: [] });
  });
});

describe("what files say about what is not in them", () => {
  const known = (snapshot: Snapshot, kind: Kind, namespace = "default"): string => gapFor(snapshot, kind, namespace, "other")?.reason ?? "complete";
  const load = async (text: string, completeness?: Completeness): Promise<Snapshot> => (await loadText(text, completeness ? { completeness } : {})).snapshot;
  const manifests = ["Service", "Ingress", "Gateway", "HTTPRoute", "GRPCRoute", "ReferenceGrant", "ListenerSet", "Deployment", "NetworkPolicy"] as const;
  const live = ["Secret", "Namespace", "IngressClass", "GatewayClass", "Pod", "EndpointSlice", "Node", "Endpoints"] as const;

  it("a folder is complete for what people keep in files and silent about the rest, and says so", async () => {
    const snapshot = await load(service("web"));
    expect(manifests.map((kind) => known(snapshot, kind))).toEqual(manifests.map(() => "complete"));
    expect(live.map((kind) => known(snapshot, kind))).toEqual(live.map(() => "NotInFiles"));
    expect(snapshot.assumptions).toHaveLength(2);
  });

  it("every kind is either complete or a gap, whatever is asked", async () => {
    for (const completeness of [undefined, "complete", "partial"] as const) {
      const snapshot = await load(service("web"), completeness);
      for (const kind of kindNames) expect(known(snapshot, kind)).toBe(gapFor(snapshot, kind) ? "NotInFiles" : "complete");
    }
  });

  it("--complete makes all of it complete, --partial nothing", async () => {
    const complete = await load(service("web"), "complete");
    const partial = await load(service("web"), "partial");
    expect([...manifests, ...live].map((kind) => known(complete, kind))).toEqual([...manifests, ...live].map(() => "complete"));
    expect([...manifests, ...live].map((kind) => known(partial, kind))).toEqual([...manifests, ...live].map(() => "NotInFiles"));
    expect([complete.assumptions, partial.assumptions]).toEqual([[expect.stringMatching(/--complete/)], [expect.stringMatching(/--partial/)]]);
  });

  const dumped = (kind: string, namespace: string, apiVersion = "v1"): string => `- apiVersion: ${apiVersion}\n  kind: ${kind}\n  metadata: {name: one, namespace: ${namespace}, creationTimestamp: "2026-01-01T00:00:00Z"}\n`;

  it("a list that a cluster printed holds all of its kinds in the namespaces that it shows", async () => {
    const snapshot = await load(`apiVersion: v1\nkind: List\nitems:\n${dumped("Pod", "shop")}${dumped("Secret", "shop")}${dumped("Node", "x")}`);
    expect([known(snapshot, "Pod", "shop"), known(snapshot, "Pod", "pay"), known(snapshot, "Secret", "shop"), known(snapshot, "Node", "")]).toEqual(["complete", "NotInFiles", "NotInFiles", "complete"]);
    expect(snapshot.assumptions).toHaveLength(3);
  });

  it("one object that a cluster printed says nothing about others, nor does a list that people wrote", async () => {
    const one = await load("apiVersion: v1\nkind: Pod\nmetadata: {name: one, namespace: shop, creationTimestamp: \"2026-01-01T00:00:00Z\"}\n");
    const written = await load("apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: one, namespace: shop}\n");
    expect([known(one, "Pod", "shop"), known(written, "Pod", "shop")]).toEqual(["NotInFiles", "NotInFiles"]);
  });

  it("a document that cannot be read outranks every claim", async () => {
    const broken = `${service("web")}---\napiVersion: v1\nkind: Pod\nmetadata: {name: a: b}\n`;
    for (const completeness of [undefined, "complete", "partial"] as const) {
      const snapshot = await load(broken, completeness);
      expect(known(snapshot, "Pod")).toBe("Unreadable");
      expect(known(snapshot, "Service")).toBe(completeness === "partial" ? "NotInFiles" : "complete");
    }
  });
});
