import { rootCertificates } from "node:tls";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { readAllBut } from "./access.ts";
import { createApi } from "./api.ts";
import { isRecord } from "./objects.ts";
import { describeOnCluster, sharedCluster } from "./provided.ts";

describeOnCluster("the API server of the tests", () => {
  test("answers with the version that the module file names", async () => {
    const { status, body } = await sharedCluster().api.request("GET", "/version");
    expect(status).toBe(200);
    expect(body).toHaveProperty("gitVersion", expect.stringMatching(/^v1\.\d+\.\d+/));
  });

  test.each([
    "gatewayclasses", "gateways", "httproutes", "grpcroutes", "tlsroutes", "tcproutes", "udproutes", "listenersets", "referencegrants", "backendtlspolicies",
  ])("serves %s of the Gateway API", async (plural) => {
    const { body } = await sharedCluster().api.request("GET", "/apis/gateway.networking.k8s.io/v1");
    const resources = isRecord(body) && Array.isArray(body["resources"]) ? body["resources"] : [];
    expect(resources.map((resource: { name: string }) => resource.name)).toContain(plural);
  });

  test("stores what is applied, status included, and replaces it the second time", async () => {
    const cluster = sharedCluster();
    await cluster.apply(cartWithAddress("203.0.113.7"));
    const [, pod] = await cluster.apply(cartWithAddress("203.0.113.8"));
    expect(pod).toHaveProperty("status.podIP", "10.1.0.9");
    const { body } = await cluster.api.request("GET", "/api/v1/namespaces/harness-apply/services/cart");
    expect(body).toHaveProperty("status.loadBalancer.ingress.0.ip", "203.0.113.8");
  });

  test("names every object that the server refuses", async () => {
    const applying = sharedCluster().apply(`
{apiVersion: v1, kind: Service, metadata: {name: UPPER, namespace: harness-apply}, spec: {ports: [{port: 80}]}}
---
{apiVersion: v1, kind: Trolley, metadata: {name: cart, namespace: harness-apply}}
`);
    await expect(applying).rejects.toThrow(/refused 2 object\(s\)[^]*UPPER[^]*does not serve v1 Trolley/);
  });

  test("a dry run stores nothing and reports unknown fields and broken rules", async () => {
    const cluster = sharedCluster();
    const answers = await cluster.dryRun([route("good", "/cart"), route("bad", "cart"), { ...route("odd", "/"), spec: { rulez: [] } }]);
    expect(answers.map((answer) => answer.accepted)).toEqual([true, false, false]);
    expect(answers[2]?.message).toContain("rulez");
    const { status } = await cluster.api.request("GET", "/apis/gateway.networking.k8s.io/v1/namespaces/harness-dry/httproutes/good");
    expect(status).toBe(404);
  });

  test("kubectl reads what was applied", async () => {
    const cluster = sharedCluster();
    await cluster.apply(cartWithAddress("203.0.113.8"));
    const { exitCode, stdout } = await cluster.kubectl(["get", "service", "cart", "-n", "harness-apply"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/cart\s+LoadBalancer\s+10\.\S+\s+203\.0\.113\.8/);
  });
});

describeOnCluster("limited users", () => {
  test("a user without Secrets gets 403 for them and reads the rest", async () => {
    const cluster = sharedCluster();
    await cluster.addUser("harness-no-secrets", readAllBut(["secrets"]));
    const services = await cluster.kubectl(["get", "services,httproutes,pods", "-A"], { user: "harness-no-secrets" });
    expect(services).toMatchObject({ exitCode: 0 });
    const secrets = await cluster.kubectl(["get", "secrets", "-A"], { user: "harness-no-secrets" });
    expect(secrets.exitCode).toBe(1);
    expect(secrets.stderr).toContain("Forbidden");
  });

  test("a user of one namespace reads that namespace only", async () => {
    const cluster = sharedCluster();
    await cluster.apply(cartWithAddress("203.0.113.8"));
    await cluster.addUser("harness-one-namespace", readAllBut([], "harness-apply"));
    const own = await cluster.kubectl(["get", "services", "-n", "harness-apply"], { user: "harness-one-namespace" });
    expect(own).toMatchObject({ exitCode: 0 });
    const all = await cluster.kubectl(["get", "services", "-A"], { user: "harness-one-namespace" });
    expect(all.stderr).toContain("at the cluster scope");
  });

  test("a removed user's token is refused as an expired one is", async () => {
    const cluster = sharedCluster();
    const config = await cluster.addUser("harness-leaver", readAllBut([]));
    await cluster.removeUser("harness-leaver");
    const { exitCode, stderr } = await cluster.kubectl(["get", "services"], { env: { KUBECONFIG: config } });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/Unauthorized|must be logged in/);
  });

  test("a kubeconfig with another CA fails on the certificate", async () => {
    const cluster = sharedCluster();
    const ca = join(cluster.folder, "another-ca.crt");
    writeFileSync(ca, rootCertificates[0] ?? "");
    const config = cluster.kubeconfig("admin", { ca, context: "wrong-ca" });
    const { stderr } = await cluster.kubectl(["get", "services"], { env: { KUBECONFIG: config } });
    expect(stderr).toContain("certificate");
    const api = createApi({ ...cluster, ca });
    await expect(api.request("GET", "/version")).rejects.toThrow(/certificate/);
  });
});

function cartWithAddress(ip: string): string {
  return `
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: harness-apply }
spec: { type: LoadBalancer, selector: { app: cart }, ports: [{ port: 80 }] }
status: { loadBalancer: { ingress: [{ ip: ${ip} }] } }
---
apiVersion: v1
kind: Pod
metadata: { name: cart-0, namespace: harness-apply, labels: { app: cart } }
spec: { containers: [{ name: cart, image: example.com/cart:1 }] }
status: { phase: Running, podIP: 10.1.0.9, podIPs: [{ ip: 10.1.0.9 }], conditions: [{ type: Ready, status: "True" }] }
`;
}

function route(name: string, path: string) {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name, namespace: "harness-dry" },
    spec: { rules: [{ matches: [{ path: { type: "PathPrefix", value: path } }] }] },
  };
}
