import { expect, test } from "vitest";
import { list } from "../../../src/operations/list.ts";
import { snapshotFrom } from "../../support/snapshot.ts";

const service = `
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { type: NodePort, selector: { app: cart }, ports: [{ port: 80, nodePort: 30080 }] }
`;
// What list does not ask for.
const unasked = ["Pod", "Deployment", "DaemonSet", "StatefulSet", "ReplicaSet"].map((kind) => `# gap: ${kind} NotRequested`).join("\n");

test.each(["Forbidden", "Unreachable"])("list is not sure of a Service whose endpoints are %s", (reason) => {
  const { services } = list.run(snapshotFrom(`# gap: EndpointSlice ${reason}\n${unasked}\n${service}`), {});
  expect(services).toMatchObject([{ name: "cart", verdict: "unknown", exposures: [{ via: "NodePort", verdict: "unknown", codes: ["NoReadyEndpoints"] }, { via: "ClusterIP", verdict: "unknown" }] }]);
});
