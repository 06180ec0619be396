/** docs/permissions.md against a real API server: its roles are enough, and no line of them is too much. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import type { Gap } from "../../src/core/snapshot/snapshot.ts";
import { openCluster } from "../../src/loaders/cluster/cluster.ts";
import { explain } from "../../src/operations/explain.ts";
import { list } from "../../src/operations/list.ts";
import { execute } from "../../src/operations/operation.ts";
import { makeCertificate } from "../support/certificates.ts";
import type { Grant } from "./access.ts";
import { describeOnCluster, sharedCluster } from "./provided.ts";

interface Role { readonly kind: string; readonly metadata: { readonly name: string }; readonly rules: readonly Grant[] }

const page = readFileSync(join(import.meta.dirname, "../../docs/permissions.md"), "utf8");
const roles = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => parse(text ?? "") as Role);
const rulesOf = (kind: string, name: string): readonly Grant[] => roles.find((role) => role.kind === kind && role.metadata.name === name)?.rules ?? [];
const everything = [...rulesOf("ClusterRole", "kubectl-traffic"), ...rulesOf("ClusterRole", "kubectl-traffic-certificates")];

const without = (resource: string): readonly Grant[] =>
  everything.map((rule) => ({ ...rule, resources: rule.resources.filter((one) => one !== resource) })).filter(({ resources }) => resources.length > 0);

const NAMESPACE = "permissions";
const shop = makeCertificate({ commonName: "shop", names: ["shop.example.com"] });
const base64 = (text: string): string => Buffer.from(text).toString("base64");

const forbidden = (gaps: readonly Gap[]): readonly string[] => [...new Set(gaps.filter(({ reason }) => reason === "Forbidden").map(({ kind }) => kind))];

/** Kinds that list and explain were refused. */
const refused = async (kubeconfig: string, namespace?: string): Promise<readonly string[]> => {
  const source = openCluster({ kubeconfig });
  const load = (needs: Parameters<typeof source.load>[0]): ReturnType<typeof source.load> => source.load(needs);
  const listed = await execute(list, namespace === undefined ? { pods: true } : { namespace, pods: true }, load);
  const explained = await execute(explain, { target: "ingress/web", namespace: NAMESPACE }, load);
  return [...new Set([...forbidden(listed.snapshot.gaps), ...forbidden(explained.snapshot.gaps)])].toSorted();
};

describeOnCluster("the roles of docs/permissions.md", () => {
  beforeAll(async () => {
    await sharedCluster().apply([
      { apiVersion: "v1", kind: "Service", metadata: { name: "web", namespace: NAMESPACE }, spec: { selector: { app: "web" }, ports: [{ port: 80 }] } },
      { apiVersion: "v1", kind: "Secret", metadata: { name: "web-tls", namespace: NAMESPACE }, type: "kubernetes.io/tls", data: { "tls.crt": base64(shop.pem), "tls.key": base64(shop.keyPem) } },
      {
        apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { name: "web", namespace: NAMESPACE },
        spec: {
          tls: [{ hosts: ["shop.example.com"], secretName: "web-tls" }],
          rules: [{ host: "shop.example.com", http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "web", port: { number: 80 } } } }] } }],
        },
      },
    ]);
  });

  test("are enough: nothing is refused", async () => {
    expect(everything.length).toBeGreaterThan(5);
    expect(await refused(await sharedCluster().addUser("permissions-all", everything))).toEqual([]);
  });

  test("are needed: without a line, its kind and no other is refused", async () => {
    for (const [resource, kind] of [["pods", "Pod"], ["endpointslices", "EndpointSlice"], ["httproutes", "HTTPRoute"], ["ingressclasses", "IngressClass"], ["events", "Event"], ["secrets", "Secret"]] as const) {
      expect(await refused(await sharedCluster().addUser(`permissions-no-${resource}`, without(resource)))).toEqual([kind]);
    }
  });

  test("the role of one namespace leaves open only what lies outside it", async () => {
    const rules = [...rulesOf("Role", "kubectl-traffic"), ...rulesOf("ClusterRole", "kubectl-traffic-certificates")].map((rule) => ({ ...rule, namespace: NAMESPACE }));
    const kubeconfig = await sharedCluster().addUser("permissions-namespace", rules);
    const { result } = await execute(explain, { target: "service/web", namespace: NAMESPACE }, (needs) => openCluster({ kubeconfig }).load(needs));
    const inside = result.gaps.filter(({ namespace, reason }) => namespace === NAMESPACE && reason === "Forbidden");
    expect(inside).toEqual([]);
    expect(result.target).toMatchObject({ kind: "Service", name: "web" });
    expect(await refused(kubeconfig, NAMESPACE)).toEqual(expect.arrayContaining(["IngressClass", "Namespace", "Node"]));
  });
});
