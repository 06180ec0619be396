import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { beforeAll, expect, test } from "vitest";

import { find, gapFor } from "../../src/core/snapshot/find.ts";
import { kindNames, kinds } from "../../src/core/snapshot/kinds.ts";
import type { Need } from "../../src/core/snapshot/need.ts";
import { openCluster } from "../../src/loaders/cluster/cluster.ts";
import { makeCertificate } from "../support/certificates.ts";
import { readAllBut } from "./access.ts";
import { describeOnCluster, sharedCluster } from "./provided.ts";

const CANARY = "canary-3d21";
const everything: readonly Need[] = kindNames.filter((kind) => kind !== "Secret").map((kind) => ({ kind }));
const tls: Need = { kind: "Secret", namespace: "loader", name: "shop-tls" };
const shop = makeCertificate({ commonName: "shop", names: ["shop.example.com"] });
const base64 = (text: string): string => Buffer.from(text).toString("base64");

describeOnCluster("the cluster loader", () => {
  beforeAll(async () => {
    const cluster = sharedCluster();
    const services = ["a", "b", "c", "d", "e"].map((name) => ({ apiVersion: "v1", kind: "Service", metadata: { name, namespace: "loader" }, spec: { ports: [{ port: 80 }] } }));
    await cluster.apply([
      ...services,
      { apiVersion: "v1", kind: "Secret", metadata: { name: "shop-tls", namespace: "loader" }, type: "kubernetes.io/tls", data: { "tls.crt": base64(shop.pem), "tls.key": base64(shop.keyPem), extra: base64(CANARY) } },
      { apiVersion: "gateway.networking.k8s.io/v1beta1", kind: "ReferenceGrant", metadata: { name: "grant", namespace: "loader" }, spec: { from: [{ group: "", kind: "Service", namespace: "x" }], to: [{ group: "", kind: "Secret" }] } },
    ]);
  });

  test("reads every kind that is served, and calls the others not installed", async () => {
    const snapshot = await openCluster({ kubeconfig: sharedCluster().kubeconfig() }).load(everything);
    expect(snapshot.objects.Service.map((one) => one.metadata.name)).toEqual(expect.arrayContaining(["kubernetes", "a", "e"]));
    expect(snapshot.malformed).toEqual([]);
    expect(snapshot.gaps.filter((gap) => gap.reason !== "NotInstalled")).toEqual([]);
    expect(snapshot.gaps.map((gap) => gap.kind)).toContain("CiliumNetworkPolicy");
    expect(snapshot.gaps.map((gap) => gap.kind)).not.toContain("HTTPRoute");
    expect(snapshot.coverage).toHaveLength(everything.length - snapshot.gaps.length);
  });

  test("reads a grant in a version that is served", async () => {
    const snapshot = await openCluster({ kubeconfig: sharedCluster().kubeconfig() }).load([{ kind: "ReferenceGrant" }]);
    const [grant] = snapshot.objects.ReferenceGrant;
    expect(grant?.spec.to).toMatchObject([{ kind: "Secret" }]);
    expect(kinds.ReferenceGrant.versions.map((version) => `gateway.networking.k8s.io/${version}`)).toContain(grant?.apiVersion);
  });

  test("follows continue over three pages", async () => {
    const told: string[] = [];
    const source = openCluster({ kubeconfig: sharedCluster().kubeconfig(), chunkSize: 2 }, (message) => told.push(message));
    const snapshot = await source.load([{ kind: "Service", namespace: "loader" }]);
    expect(snapshot.objects.Service.map((one) => one.metadata.name)).toEqual(["a", "b", "c", "d", "e"]);
    expect(told).toEqual(["services 2 of 5", "services 4 of 5", "services 5"]);
  });

  test("reads a Secret by name and keeps no value of it", async () => {
    const snapshot = await openCluster({ kubeconfig: sharedCluster().kubeconfig() }).load([tls, { ...tls, name: "gone" }]);
    expect(snapshot.objects.Secret).toMatchObject([{ keys: ["extra", "tls.crt", "tls.key"], certificate: { names: ["shop.example.com"], keyFits: true } }]);
    expect(find(snapshot, "Secret", "loader", "gone")).toEqual({ state: "missing" });
    for (const hidden of [CANARY, base64(CANARY), base64(shop.keyPem)]) expect(JSON.stringify(snapshot)).not.toContain(hidden);
  });

  test("gives a user without Secrets everything but those", async () => {
    const kubeconfig = await sharedCluster().addUser("loader-no-secrets", readAllBut(["secrets"]));
    const snapshot = await openCluster({ kubeconfig }).load([{ kind: "Service" }, tls]);
    expect(snapshot.coverage).toEqual([{ kind: "Service" }]);
    expect(snapshot.gaps).toMatchObject([{ kind: "Secret", namespace: "loader", name: "shop-tls", reason: "Forbidden", message: expect.stringContaining("cannot get resource \"secrets\"") }]);
  });

  test("gives a user of one namespace that namespace", async () => {
    const kubeconfig = await sharedCluster().addUser("loader-one-namespace", readAllBut([], "loader"));
    const snapshot = await openCluster({ kubeconfig }).load([{ kind: "Service", elseNamespaces: ["loader", "default"] }, { kind: "Node" }]);
    expect(snapshot.objects.Service.map((one) => one.metadata.name)).toEqual(["a", "b", "c", "d", "e"]);
    expect(gapFor(snapshot, "Service", "loader")).toBeUndefined();
    expect(gapFor(snapshot, "Service", "default")).toMatchObject({ reason: "Forbidden" });
    expect(gapFor(snapshot, "Node")).toMatchObject({ reason: "Forbidden", message: expect.stringContaining("at the cluster scope") });
  });

  test("gives a user without Pods the rest", async () => {
    const kubeconfig = await sharedCluster().addUser("loader-no-pods", readAllBut(["pods"]));
    const snapshot = await openCluster({ kubeconfig }).load([{ kind: "Service" }, { kind: "Pod" }, { kind: "HTTPRoute" }]);
    expect(snapshot.gaps.map(({ kind, reason }) => [kind, reason])).toEqual([["Pod", "Forbidden"]]);
  });

  test("tells an absent CRD from a forbidden one, for a user who may read neither", async () => {
    const kubeconfig = await sharedCluster().addUser("loader-services-only", [{ apiGroups: [""], resources: ["services"] }]);
    const snapshot = await openCluster({ kubeconfig }).load([{ kind: "Service" }, { kind: "CiliumNetworkPolicy" }, { kind: "HTTPRoute" }]);
    expect(snapshot.gaps.map(({ kind, reason }) => [kind, reason])).toEqual([["CiliumNetworkPolicy", "NotInstalled"], ["HTTPRoute", "Forbidden"]]);
  });

  test("acts as another user", async () => {
    const kubeconfig = sharedCluster().kubeconfig();
    const snapshot = await openCluster({ kubeconfig, as: "sam", asGroup: ["dev", "ops"] }).load([{ kind: "Service" }]);
    expect(snapshot.gaps).toMatchObject([{ reason: "Forbidden", message: expect.stringContaining("\"sam\"") }]);
    const masters = await openCluster({ kubeconfig, as: "sam", asGroup: ["dev", "system:masters"] }).load([{ kind: "Service" }]);
    expect(masters.gaps).toEqual([]);
  });

  test("refuses to go on with a token that is no longer good", async () => {
    const cluster = sharedCluster();
    const kubeconfig = await cluster.addUser("loader-leaver", readAllBut([]));
    await cluster.removeUser("loader-leaver");
    await expect(openCluster({ kubeconfig }).load(everything)).rejects.toMatchObject({ code: "Unauthorized", hint: expect.stringContaining("auth whoami") });
  });

  test("refuses a server that another authority vouches for", async () => {
    const cluster = sharedCluster();
    const ca = join(cluster.folder, "loader-other-ca.crt");
    writeFileSync(ca, rootCertificates[0] ?? "");
    const kubeconfig = cluster.kubeconfig("admin", { ca, context: "loader-wrong-ca" });
    await expect(openCluster({ kubeconfig }).load(everything)).rejects.toMatchObject({
      code: "UntrustedCertificate", message: expect.stringContaining("context loader-wrong-ca"), hint: expect.stringContaining(ca),
    });
  });
});
