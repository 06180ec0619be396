import { describe, expect, it } from "vitest";
import type { ObjectOf } from "../../../src/core/snapshot/kinds.ts";
import { readKnown } from "../../../src/core/snapshot/read.ts";
import { openCluster } from "../../../src/loaders/cluster/cluster.ts";
import { reduceSecret } from "../../../src/loaders/secrets.ts";
import { makeCertificate } from "../../support/certificates.ts";
import { notServed, options, startApi } from "./cluster/api.ts";

const CANARY = "canary-7f3a";
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const read = (secret: object): ObjectOf<"Secret"> =>
  readKnown(reduceSecret({ metadata: { name: "tls", namespace: "shop" }, type: "kubernetes.io/tls", ...secret }), "Secret", "v1", "").object as ObjectOf<"Secret">;

const authority = makeCertificate({ commonName: "test authority" });
const notBefore = new Date("2026-01-01T00:00:00Z");
const notAfter = new Date("2027-01-01T12:30:00Z");
const shop = makeCertificate({ commonName: "shop", names: ["shop.example.com", "*.shop.example.com", "203.0.113.7"], issuer: authority, notBefore, notAfter });

describe("a certificate", () => {
  it("tells its names, its dates, who signed it and that the key fits", () => {
    const secret = read({ data: { "tls.crt": base64(shop.pem + authority.pem), "tls.key": base64(shop.keyPem), "extra": base64(CANARY) } });
    expect(secret.keys).toEqual(["extra", "tls.crt", "tls.key"]);
    expect(secret.certificate).toEqual({
      names: ["shop.example.com", "*.shop.example.com", "203.0.113.7"],
      notBefore: "2026-01-01T00:00:00Z", notAfter: "2027-01-01T12:30:00Z",
      issuer: "CN=test authority", selfSigned: false, keyFits: true,
    });
  });

  it("tells that the key is another one's", () => {
    expect(read({ data: { "tls.crt": base64(shop.pem), "tls.key": base64(authority.keyPem) } }).certificate?.keyFits).toBe(false);
  });

  it("does not know whether a key fits that it cannot read", () => {
    const secret = read({ data: { "tls.crt": base64(shop.pem), "tls.key": base64(`-----BEGIN PRIVATE KEY-----\n${CANARY}`) } });
    expect(secret.certificate).not.toHaveProperty("keyFits");
  });

  it("is self-signed when it signed itself, and named by its common name without alternatives", () => {
    expect(read({ data: { "tls.crt": base64(authority.pem) } }).certificate).toMatchObject({ selfSigned: true, names: ["test authority"] });
  });

  it("is the authority's where there is no other", () => {
    expect(read({ data: { "ca.crt": base64(authority.pem) } }).certificate?.names).toEqual(["test authority"]);
  });

  it("may stand in stringData, which outranks data", () => {
    const secret = read({ data: { "tls.crt": base64("x"), a: base64("y") }, stringData: { "tls.crt": shop.pem } });
    expect(secret.keys).toEqual(["a", "tls.crt"]);
    expect(secret.certificate?.selfSigned).toBe(false);
  });

  it.each([
    [`no certificate ${CANARY}`, "it holds no PEM certificate"],
    [`-----BEGIN CERTIFICATE-----\n${CANARY}\n-----END CERTIFICATE-----`, "its PEM certificate cannot be decoded"],
    ["", "it holds no PEM certificate"],
  ])("that is none says so: %j", (text, error) => {
    expect(read({ data: { "tls.crt": base64(text) } }).certificate).toEqual({ names: [], error });
  });
});

describe("a Secret", () => {
  it("without a certificate keeps its type and the names of its keys", () => {
    const secret = read({ type: "Opaque", data: { password: base64(CANARY) } });
    expect(secret).toMatchObject({ type: "Opaque", keys: ["password"] });
    expect(secret).not.toHaveProperty("certificate");
  });

  it("that was reduced before stays as it is", () => {
    const once = reduceSecret({ metadata: { name: "tls" }, data: { "tls.crt": base64(shop.pem) } });
    expect(reduceSecret(once)).toEqual(once);
  });

  it.each([
    { data: CANARY }, { data: [CANARY] }, { data: { a: { b: CANARY } } }, { data: { a: [CANARY] } }, { stringData: { a: 1, b: null } }, { metadata: CANARY }, { metadata: null },
  ])("of wrong types gives nothing away: %j", (secret) => {
    expect(JSON.stringify(reduceSecret(secret))).not.toContain(CANARY);
  });

  it("loses annotations in which tools keep copies of it, and managedFields", () => {
    const kept = JSON.stringify(read({
      metadata: {
        name: "tls", namespace: "shop", managedFields: [{ v: CANARY }],
        annotations: { "kubectl.kubernetes.io/last-applied-configuration": CANARY, "objectset.rio.cattle.io/applied": CANARY, "cert-manager.io/issuer-name": "le" },
      },
    }));
    expect(kept).not.toContain(CANARY);
    expect(kept).toContain("cert-manager.io/issuer-name");
  });
});

describe("from a cluster", () => {
  const path = "/api/v1/namespaces/shop/secrets/tls";
  const value = base64(`value ${CANARY}`);
  const body = {
    kind: "Secret", apiVersion: "v1", type: "kubernetes.io/tls",
    metadata: { name: "tls", namespace: "shop", annotations: { "kubectl.kubernetes.io/last-applied-configuration": value } },
    data: { "tls.crt": base64(shop.pem), "tls.key": base64(shop.keyPem), password: value },
  };

  it("arrives reduced: no value is in the snapshot, in any form", async () => {
    const api = await startApi((asked) => (asked.path === path ? { body } : notServed));
    const snapshot = await openCluster(options(api)).load([{ kind: "Secret", namespace: "shop", name: "tls" }]);
    const all = JSON.stringify(snapshot);
    expect(snapshot.objects.Secret[0]?.keys).toEqual(["password", "tls.crt", "tls.key"]);
    for (const hidden of [CANARY, value, shop.keyPem, base64(shop.keyPem), "PRIVATE KEY"]) expect(all).not.toContain(hidden);
  });

  it("is in no message when its answer breaks off", async () => {
    const api = await startApi((asked) => (asked.path === path ? { body: `{"data": {"password": "${value}` } : { body: { kind: "Node", metadata: { name: "n" } } }));
    const snapshot = await openCluster(options(api)).load([{ kind: "Secret", namespace: "shop", name: "tls" }, { kind: "Node", name: "n" }]);
    expect(snapshot.gaps).toMatchObject([{ kind: "Secret", namespace: "shop", name: "tls", reason: "Unreadable" }]);
    expect(JSON.stringify(snapshot)).not.toContain(value);
  });

  it("is never listed", async () => {
    const api = await startApi(() => notServed);
    const source = openCluster(options(api));
    await expect(source.load([{ kind: "Secret" }])).rejects.toThrow("never listed");
    await expect(source.load([{ kind: "Secret", name: "tls" }])).rejects.toThrow("never listed");
    await expect(source.load([{ kind: "Secret", namespace: "shop" }])).rejects.toThrow("never listed");
    expect(api.asked).toEqual([]);
  });

  it.each(["", ".", "..", "../secrets", "a/b", "%2e%2e", "TLS", "a,metadata.namespace=b"])("is not listed by way of the name %j, which no Secret can have", async (name) => {
    const api = await startApi(() => notServed);
    const source = openCluster(options(api));
    const snapshots = [await source.load([{ kind: "Secret", namespace: "shop", name }]), await source.load([{ kind: "Secret", namespace: name, name: "tls" }])];
    expect(api.asked).toEqual([]);
    expect(snapshots.map((snapshot) => snapshot.coverage)).toEqual([[{ kind: "Secret", namespace: "shop", name }], [{ kind: "Secret", namespace: name, name: "tls" }]]);
  });
});
