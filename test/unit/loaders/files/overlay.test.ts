import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../../../src/core/snapshot/snapshot.ts";
import { openFiles } from "../../../../src/loaders/files/files.ts";
import { overlay } from "../../../../src/loaders/overlay.ts";
import type { Source } from "../../../../src/loaders/source.ts";
import { snapshotFrom } from "../../../support/snapshot.ts";
import { chunksOf, everything, service, servicesOf } from "./folder.ts";

const cluster = (text: string): Source => ({ name: "the cluster", load: () => Promise.resolve(snapshotFrom(text)) });
const laidOver = async (base: string, files: string): Promise<Snapshot> =>
  overlay(cluster(base), await openFiles({ paths: ["-"], stdin: chunksOf(files) })).load(everything);

const live = `# gap: Ingress Forbidden
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default, creationTimestamp: "2026-01-01T00:00:00Z"}
spec:
  type: LoadBalancer
  clusterIP: 10.96.0.7
  clusterIPs: [10.96.0.7]
  selector: {app: web}
  ports: [{port: 80, nodePort: 30080, name: 5}]
status: {loadBalancer: {ingress: [{ip: 203.0.113.9}]}}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: default}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: default}
spec: {gatewayClassName: eg}
status: {addresses: [{value: 203.0.113.20}], conditions: [{type: Programmed, status: "True"}]}
`;

describe("files laid over a cluster", () => {
  it("replace objects of the same name and add others; all else stays", async () => {
    const snapshot = await laidOver(live, `${service("web", "spec: {type: ClusterIP}\n")}---\n${service("new")}`);
    expect(servicesOf(snapshot)).toEqual(["default/web", "default/api", "default/new"]);
    expect(snapshot.objects.Service[0]?.spec.type).toBe("ClusterIP");
    expect(snapshot.source).toBe("a test with standard input applied");
  });

  it("settle nothing that the cluster did not show, and take nothing back that it did", async () => {
    const snapshot = await laidOver(live, `${service("new")}---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: shop}\n`);
    expect(snapshot.gaps).toEqual([{ kind: "Ingress", reason: "Forbidden", message: "for this test" }]);
    expect(snapshot.coverage).toEqual(snapshotFrom(live).coverage);
    expect(snapshot.objects.Ingress).toHaveLength(1);
  });

  it("leave unknown what a broken document may have changed", async () => {
    const snapshot = await laidOver(live, `${service("new")}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a: b}\n`);
    expect(snapshot.gaps.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual(["Ingress Forbidden", "ConfigMap Unreadable"]);
  });

  it("let a Service keep its addresses and node ports, as kubectl apply does", async () => {
    const [web] = (await laidOver(live, service("web", "spec:\n  type: LoadBalancer\n  ports: [{port: 80, targetPort: 8080}, {port: 443}]\n"))).objects.Service;
    expect(web?.spec).toMatchObject({ clusterIP: "10.96.0.7", clusterIPs: ["10.96.0.7"], ports: [{ port: 80, nodePort: 30080, targetPort: 8080 }, { port: 443 }] });
    expect(web?.spec.ports[1]?.nodePort).toBeUndefined();
    expect(web?.status.loadBalancer?.ingress).toMatchObject([{ ip: "203.0.113.9" }]);
    // Fields that are not address are the file's alone.
    expect(web?.spec.selector).toEqual({});
  });

  it("take from a Service what its new type has no use for", async () => {
    const [inside] = (await laidOver(live, service("web", "spec: {type: ClusterIP, ports: [{port: 80}]}\n"))).objects.Service;
    expect([inside?.status.loadBalancer, inside?.spec.ports[0]?.nodePort, inside?.spec.clusterIP]).toEqual([undefined, undefined, "10.96.0.7"]);
    const [alias] = (await laidOver(live, service("web", "spec: {type: ExternalName, externalName: example.com}\n"))).objects.Service;
    expect(alias?.spec.clusterIP).toBeUndefined();
  });

  it("let a Gateway keep its addresses, not what controllers said of its old form", async () => {
    const [gateway] = (await laidOver(live, "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: public}\nspec: {gatewayClassName: other}\n")).objects.Gateway;
    expect(gateway?.status).toMatchObject({ addresses: [{ value: "203.0.113.20" }], conditions: [] });
  });

  it("forget what was malformed in the object that they replace", async () => {
    expect(snapshotFrom(live).malformed).toHaveLength(1);
    expect((await laidOver(live, service("web"))).malformed).toEqual([]);
    expect((await laidOver(live, service("api"))).malformed).toHaveLength(1);
  });
});
