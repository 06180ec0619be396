import { describe, expect, it } from "vitest";
import { gapFor } from "../../../../src/core/snapshot/find.ts";
import type { Need } from "../../../../src/core/snapshot/need.ts";
import type { Snapshot } from "../../../../src/core/snapshot/snapshot.ts";
import { type ClusterOptions, openCluster } from "../../../../src/loaders/cluster/cluster.ts";
import { type Answering, type Api, forbidden, list, notServed, options, type Reply, service, startApi, status } from "./api.ts";

const SERVICES = "/api/v1/services";
const INGRESSES = "/apis/networking.k8s.io/v1/ingresses";
const services: Need = { kind: "Service" };

const names = (snapshot: Snapshot): readonly (string | undefined)[] => snapshot.objects.Service.map((one) => one.metadata.name);

/** One path, one answer after the other; the last one stays. */
const inTurn = (path: string, replies: readonly Reply[]): Answering => {
  let next = 0;
  return (asked) => (asked.path === path ? replies[Math.min(next++, replies.length - 1)] : notServed);
};

const read = async (answer: Answering, needs: readonly Need[] = [services], more: ClusterOptions = {}): Promise<{ api: Api; snapshot: Snapshot }> => {
  const api = await startApi(answer);
  return { api, snapshot: await openCluster(options(api, more)).load(needs) };
};

describe("pages", () => {
  const pages: Answering = ({ query }) => {
    switch (query.get("continue")) {
      case null: return list([service("a"), service("b")], { continue: "two", remainingItemCount: 3 });
      case "two": return list([service("c"), service("d")], { continue: "three", remainingItemCount: 1 });
      default: return list([service("e")]);
    }
  };

  it("follows continue to the end and covers the kind", async () => {
    const { api, snapshot } = await read(pages, [services], { chunkSize: 2 });
    expect(names(snapshot)).toEqual(["a", "b", "c", "d", "e"]);
    expect(snapshot.coverage).toEqual([{ kind: "Service" }]);
    expect(snapshot.gaps).toEqual([]);
    expect(api.asked.map(({ query }) => query.toString())).toEqual(["limit=2", "limit=2&continue=two", "limit=2&continue=three"]);
  });

  it("keeps what is read of an object and nothing else", async () => {
    const { snapshot } = await read(pages);
    const [first] = snapshot.objects.Service;
    expect(first).toMatchObject({ kind: "Service", apiVersion: "v1", metadata: { name: "a", namespace: "shop" } });
    expect(first?.metadata).not.toHaveProperty("managedFields");
  });

  it("tells how far it is", async () => {
    const api = await startApi(pages);
    const told: string[] = [];
    await openCluster(options(api), (message) => told.push(message)).load([services]);
    expect(told).toEqual(["services 2 of 5", "services 4 of 5", "services 5"]);
  });

  it("starts a list again once when its continue token has expired", async () => {
    let starts = 0;
    const { snapshot } = await read(({ query }) => {
      if (query.get("continue") === null) return list([service(`start${++starts}`)], { continue: "next" });
      return starts === 1 ? status(410, "The provided continue parameter is too old") : list([service("end")]);
    });
    expect(names(snapshot)).toEqual(["start2", "end"]);
    expect(snapshot.coverage).toEqual([{ kind: "Service" }]);
  });

  it("leaves a gap when it expires again, and keeps what it saw", async () => {
    const { api, snapshot } = await read(({ query }) =>
      query.get("continue") === null ? list([service("a")], { continue: "next" }) : status(410, "too old"));
    expect(api.count(SERVICES)).toBe(4);
    expect(names(snapshot)).toEqual(["a"]);
    expect(snapshot.coverage).toEqual([]);
    expect(snapshot.gaps).toMatchObject([{ kind: "Service", reason: "Unreachable", message: expect.stringContaining("too old") }]);
  });
});

describe("a server in trouble", () => {
  it("waits as long as Retry-After says", async () => {
    const api = await startApi(inTurn(SERVICES, [{ ...status(429, "slow down"), headers: { "retry-after": "1" } }, list([service("a")])]));
    const startedAt = performance.now();
    const snapshot = await openCluster(options(api)).load([services]);
    expect(performance.now() - startedAt).toBeGreaterThan(950);
    expect(names(snapshot)).toEqual(["a"]);
  });

  it("repeats 5xx a few times, then says what the server said", async () => {
    const { api, snapshot } = await read((asked) =>
      asked.path === SERVICES ? { ...status(503, "etcdserver: leader changed"), headers: { "retry-after": "0" } } : list([]), [services, { kind: "Node" }]);
    expect(api.count(SERVICES)).toBe(4);
    expect(snapshot.gaps).toEqual([{ kind: "Service", reason: "Unreachable", message: "etcdserver: leader changed" }]);
    expect(snapshot.coverage).toEqual([{ kind: "Node" }]);
  });

  it("asks again once for a page that stopped halfway", async () => {
    const page = list([service("a")]);
    const { api, snapshot } = await read(inTurn(SERVICES, [{ ...page, stopAfter: 40 }, page]));
    expect(api.count(SERVICES)).toBe(2);
    expect(names(snapshot)).toEqual(["a"]);
  });

  it("leaves a gap for a list that always stops halfway through, with the pages before it", async () => {
    const { snapshot } = await read(({ query }) =>
      query.get("continue") === null ? list([service("a")], { continue: "next" }) : { ...list([service("b")]), stopAfter: 40 });
    expect(names(snapshot)).toEqual(["a"]);
    expect(snapshot.gaps).toMatchObject([{ kind: "Service", reason: "Unreachable" }]);
    expect(snapshot.coverage).toEqual([]);
  });

  it("leaves a gap for a kind that does not answer in time", async () => {
    const { snapshot } = await read((asked) => (asked.path === SERVICES ? { hangs: true } : list([])), [services, { kind: "Node" }], { requestTimeout: "200ms" });
    expect(snapshot.gaps).toMatchObject([{ kind: "Service", reason: "Unreachable", message: expect.stringContaining("in time") }]);
  });

  it("ends when it is told to", async () => {
    const api = await startApi(() => ({ hangs: true }));
    const stop = new AbortController();
    const loading = openCluster(options(api)).load([services], { signal: stop.signal });
    setTimeout(() => stop.abort(new Error("enough")), 50);
    await expect(loading).rejects.toThrow("enough");
  });

  it("leaves a gap for an answer that is no list", async () => {
    const { snapshot } = await read((asked) => (asked.path === SERVICES ? { body: "<html>" } : list([])), [services, { kind: "Node" }]);
    expect(snapshot.gaps).toMatchObject([{ kind: "Service", reason: "Unreadable" }]);
  });
});

describe("what may not be read", () => {
  it("is a gap in the server's words, and the rest is read", async () => {
    const { snapshot } = await read((asked) => (asked.path === SERVICES ? forbidden("services is forbidden") : list([])), [services, { kind: "Node" }]);
    expect(snapshot.gaps).toEqual([{ kind: "Service", reason: "Forbidden", message: "services is forbidden" }]);
    expect(snapshot.coverage).toEqual([{ kind: "Node" }]);
  });

  it("is a snapshot of gaps when everything is forbidden", async () => {
    const { snapshot } = await read(() => forbidden());
    expect(snapshot.gaps).toMatchObject([{ kind: "Service", reason: "Forbidden" }]);
  });

  it("is tried namespace by namespace where the need names some", async () => {
    const { snapshot } = await read((asked) => (asked.path === "/api/v1/namespaces/shop/services" ? list([service("cart")]) : forbidden()), [
      { kind: "Service", elseNamespaces: ["shop", "pay"] },
    ]);
    expect(names(snapshot)).toEqual(["cart"]);
    expect(snapshot.coverage).toEqual([{ kind: "Service", namespace: "shop" }]);
    expect(gapFor(snapshot, "Service", "shop")).toBeUndefined();
    expect(gapFor(snapshot, "Service", "pay")).toMatchObject({ namespace: "pay", reason: "Forbidden" });
    expect(gapFor(snapshot, "Service", "other")).toMatchObject({ reason: "Forbidden" });
  });
});

describe("versions", () => {
  const grants: Need = { kind: "ReferenceGrant" };
  const group = "/apis/gateway.networking.k8s.io";
  const groupOf = (...versions: readonly string[]): Reply => ({ body: { kind: "APIGroup", versions: versions.map((version) => ({ version })) } });

  it("reads the version that is served", async () => {
    const { api, snapshot } = await read((asked) => {
      if (asked.path === group) return groupOf("v1", "v1beta1");
      return asked.path === `${group}/v1beta1/referencegrants` ? list([{ metadata: { name: "g", namespace: "shop" } }]) : notServed;
    }, [grants]);
    expect(snapshot.objects.ReferenceGrant).toMatchObject([{ apiVersion: "gateway.networking.k8s.io/v1beta1", metadata: { name: "g" } }]);
    expect(api.asked.map(({ path }) => path)).toEqual([`${group}/v1/referencegrants`, group, `${group}/v1beta1/referencegrants`]);
  });

  it("asks about a group once for all its kinds", async () => {
    const { api, snapshot } = await read((asked) => (asked.path === SERVICES ? list([]) : notServed), [services, grants, { kind: "Gateway" }, { kind: "HTTPRoute" }]);
    expect(api.count(group)).toBe(1);
    expect(snapshot.gaps.map(({ kind, reason }) => [kind, reason])).toEqual([
      ["ReferenceGrant", "NotInstalled"], ["Gateway", "NotInstalled"], ["HTTPRoute", "NotInstalled"],
    ]);
  });

  it("sees through a 403 for a group that is not installed", async () => {
    const { snapshot } = await read((asked) => (asked.path === group ? notServed : forbidden()), [grants, { kind: "Ingress" }]);
    expect(snapshot.gaps.map(({ kind, reason }) => [kind, reason])).toEqual([["ReferenceGrant", "NotInstalled"], ["Ingress", "Forbidden"]]);
  });

  it("believes a 403 for a group that is", async () => {
    const { snapshot } = await read((asked) => (asked.path === "/apis/networking.k8s.io" ? groupOf("v1") : forbidden()), [{ kind: "Ingress" }]);
    expect(snapshot.gaps).toMatchObject([{ kind: "Ingress", reason: "Forbidden" }]);
  });
});

describe("one object by name", () => {
  const need: Need = { kind: "Service", namespace: "shop", name: "cart" };
  const path = "/api/v1/namespaces/shop/services/cart";

  it("is read and covered", async () => {
    const { snapshot } = await read((asked) => (asked.path === path ? { body: service("cart") } : notServed), [need]);
    expect(names(snapshot)).toEqual(["cart"]);
    expect(snapshot.coverage).toEqual([{ kind: "Service", namespace: "shop", name: "cart" }]);
  });

  it("is known to be missing on a 404 that names it", async () => {
    const { snapshot } = await read(() => status(404, "services \"cart\" not found", { details: { name: "cart", kind: "services" } }), [need]);
    expect(snapshot.coverage).toEqual([{ kind: "Service", namespace: "shop", name: "cart" }]);
    expect(gapFor(snapshot, "Service", "shop", "cart")).toBeUndefined();
  });

  it("is a gap by name on a 403", async () => {
    const { snapshot } = await read(() => forbidden("no"), [need]);
    expect(snapshot.gaps).toEqual([{ kind: "Service", namespace: "shop", name: "cart", reason: "Forbidden", message: "no" }]);
  });

  it("is searched for in all namespaces when none is named", async () => {
    const { api, snapshot } = await read(() => list([service("cart")]), [{ kind: "Service", name: "cart" }]);
    expect(api.asked.map(({ path: asked, query }) => [asked, query.get("fieldSelector")])).toEqual([[SERVICES, "metadata.name=cart"]]);
    expect(snapshot.coverage).toEqual([{ kind: "Service", name: "cart" }]);
  });
});

it("does not take a selection for everything", async () => {
  const { api, snapshot } = await read(() => list([service("a")]), [{ kind: "Service", labelSelector: "app=web" }]);
  expect(api.asked[0]?.query.get("labelSelector")).toBe("app=web");
  expect(snapshot.coverage).toEqual([]);
  expect(gapFor(snapshot, "Service", "shop")).toMatchObject({ reason: "NotRequested" });
});

it("holds nothing twice when needs overlap, and asks nothing twice", async () => {
  const { api, snapshot } = await read((asked) => (asked.path === SERVICES ? list([service("a"), service("b")]) : list([service("a")])), [
    services, services, { kind: "Service", namespace: "shop" },
  ]);
  expect(names(snapshot)).toEqual(["a", "b"]);
  expect(api.asked).toHaveLength(2);
});

it("reads several kinds at the same time over few connections", async () => {
  const { api } = await read((asked) => (asked.path === SERVICES || asked.path === INGRESSES ? list([], asked.query.has("continue") ? {} : { continue: "x" }) : list([])), [
    services, { kind: "Ingress" },
  ]);
  expect(api.asked).toHaveLength(4);
  expect(api.connections()).toBe(2);
});

it("reads nothing and asks nothing when nothing is needed", async () => {
  const { api, snapshot } = await read(() => notServed, []);
  expect(api.asked).toEqual([]);
  expect(snapshot.coverage).toEqual([]);
});
