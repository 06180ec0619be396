/** A command that is offered must not be one that kubectl refuses. */
import { describe, expect, it } from "vitest";
import { explain } from "../../../src/core/exposure/explain.ts";
import { snapshotFrom } from "../../support/snapshot.ts";

const pod = `---
apiVersion: v1
kind: Pod
metadata: {name: cart-1, namespace: shop, labels: {app: cart}}
spec: {containers: [{name: cart, ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9100}]}]}
status: {phase: Running, podIP: 10.1.0.1, conditions: [{type: Ready, status: "True"}]}
`;
const slice = (ports: string): string => `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: cart-x, namespace: shop, labels: {kubernetes.io/service-name: cart}}
addressType: IPv4
ports: ${ports}
endpoints: [{addresses: [10.1.0.1], conditions: {ready: true}, targetRef: {kind: Pod, name: cart-1}}]
`;
const service = (spec: string): string => `apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop, creationTimestamp: "2026-10-01T00:00:00Z"}
spec: {selector: {app: cart}, ${spec}}
`;

const offered = (yaml: string): readonly string[] =>
  explain(snapshotFrom(yaml), { asked: "cart", target: { form: "name", name: "cart" }, namespace: "shop" })
    .fixes.flatMap((fix) => fix.commands).filter((command) => command.includes("port-forward"));

describe("kubectl port-forward", () => {
  it("is offered for a port whose target every pod has", () => {
    expect(offered(service("clusterIP: 10.96.0.9, ports: [{port: 80, targetPort: http}]") + pod + slice("[{port: 8080}]"))).toEqual(["kubectl -n shop port-forward service/cart 8080:80"]);
  });

  it("is not offered where the named target port is in no pod", () => {
    expect(offered(service("clusterIP: 10.96.0.9, ports: [{port: 80, targetPort: web}]") + pod + slice("[{port: 8080}]"))).toEqual([]);
  });

  it("is not offered where no pod is known and the endpoints lack the port", () => {
    const yaml = `# gap: Pod Forbidden\n${service("clusterIP: 10.96.0.9, ports: [{name: web, port: 80, targetPort: web}]")}`;
    expect(offered(yaml + slice("[]"))).toEqual([]);
    expect(offered(yaml + slice("[{name: web, port: 8080}]"))).toEqual(["kubectl -n shop port-forward service/cart 8080:80"]);
  });

  it("takes the first port that leads somewhere", () => {
    expect(offered(service("clusterIP: 10.96.0.9, ports: [{name: web, port: 80, targetPort: web}, {name: metrics, port: 9100, targetPort: metrics}]") + pod + slice("[{name: metrics, port: 9100}]")))
      .toEqual(["kubectl -n shop port-forward service/cart 9100:9100"]);
  });

  it("is not offered for a headless Service whose pods have another port: kubectl does not translate it", () => {
    expect(offered(service("clusterIP: None, ports: [{port: 80, targetPort: http}]") + pod + slice("[{port: 8080}]"))).toEqual([]);
    expect(offered(service("clusterIP: None, ports: [{port: 8080, targetPort: http}]") + pod + slice("[{port: 8080}]"))).toEqual(["kubectl -n shop port-forward service/cart 8080:8080"]);
  });
});
