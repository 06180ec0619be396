import { describe, expect, test } from "vitest";
import type { ExplainResult, Hop } from "../../../src/core/exposure/model.ts";
import { renderExplain } from "../../../src/render/text/explain.ts";
import { exposure, explanation, note, ref } from "./stubs.ts";

const style = { color: false, unicode: true, width: 80 };
const print = (result: ExplainResult, over: Partial<typeof style & { wide: boolean; locate: () => string }> = {}): readonly string[] =>
  renderExplain(result, { wide: false, ...over }, { ...style, ...over }).split("\n");

const hop = (over: Partial<Hop> = {}): Hop => ({ kind: "service", label: "Service shop/web, port 80/TCP", verdict: "yes", checked: [], notes: [], ...over });
const sentence = "The selector app=web of the Service matches no pod, and a Deployment of the same namespace has pods with the label app=webb, which differs in one letter.";

describe("explain", () => {
  test("the verdict comes first, then hops from the client on, each with what was checked", () => {
    const path = [hop({ kind: "client", label: "a browser" }), hop({ verdict: "no", checked: ["port 80 exists"], notes: [note()] }), hop({ kind: "pods", label: "pods", verdict: "unknown" })];
    const way = { exposure: exposure(), verdict: "no", hops: path } as const;
    expect(print(explanation({ path, ways: [way], notes: [note()] }), { locate: () => "web.yaml:7:3" }).slice(0, 9)).toEqual([
      "No: nobody can open it.",
      "",
      "The path of https://shop.example.com/",
      "  ✓ a browser",
      "  ✗ Service shop/web, port 80/TCP",
      "  │   - port 80 exists",
      "  │   error: Service cart does not exist.",
      "  │     BackendNotFound at Ingress shop/web spec.rules[0] (web.yaml:7:3)",
      "  ? pods",
    ]);
  });

  test("signs have ASCII forms", () => {
    const text = print(explanation({ path: [hop({ verdict: "no", checked: ["x"] }), hop()] }), { unicode: false }).join("\n");
    expect(text).toMatch(/^ {2}x Service[\s\S]*^ {2}\| {3}- x[\s\S]*^ {2}\+ Service/m);
    // oxlint-disable-next-line no-control-regex
    expect(text).toMatch(/^[\x00-\x7f]*$/);
  });

  test.each([40, 60, 80, 132])("in %i columns, no line is longer, commands to copy excepted", (width) => {
    const command = `kubectl port-forward -n shop service/web 8080:80 ${"--address=127.0.0.1 ".repeat(6)}`.trim();
    const result = explanation({
      summary: sentence, purpose: [sentence], path: [hop({ label: sentence, checked: [sentence], notes: [note({ detail: sentence })] })], notes: [note({ detail: `${sentence} Again.` })],
      ways: [{ exposure: exposure(), verdict: "yes", hops: [] }, { exposure: exposure({ verdict: "no", codes: ["BackendNotFound"] }), verdict: "no", hops: [] }],
      fixes: [{ text: sentence, commands: [command] }], gaps: [{ kind: "Secret", reason: "Forbidden", message: sentence }], assumptions: [sentence],
      comparison: ["ClusterIP", "NodePort"].map((type) => ({ type, current: false, address: sentence, reachedBy: sentence, ports: "80", cost: "none", remarks: [sentence] })),
    });
    const text = print(result, { width });
    expect(text.filter((line) => line.length > Math.max(width, 48) && !line.includes(command))).toEqual([]);
    expect(text).toContain(`       ${command}`);
  });

  test("manifests keep their lines", () => {
    const manifest = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n";
    expect(print(explanation({ fixes: [{ text: "Apply this.", commands: [manifest] }] })).slice(1, 8)).toEqual([
      "", "What to do", "  1. Apply this.", "       apiVersion: v1", "       kind: Service", "       metadata:", "         name: web",
    ]);
  });

  test("a note that a hop shows is not told twice", () => {
    const path = [hop({ notes: [note()] })];
    expect(print(explanation({ path, notes: [note(), note({ about: ref("Ingress", "api") })] })).filter((line) => line.includes("BackendNotFound"))).toHaveLength(2);
  });

  test("other ways in are one line each, hop by hop in wide", () => {
    const other = { exposure: exposure({ via: "NodePort", from: ref("Service", "web"), urls: ["http://10.0.0.1:30080"] }), verdict: "unknown", hops: [hop({ label: "Node a" })] } as const;
    const result = explanation({ ways: [{ exposure: exposure(), verdict: "yes", hops: [] }, other] });
    expect(print(result)).toContain("  unknown  http://10.0.0.1:30080 NodePort (nginx)");
    expect(print(result).join("\n")).not.toContain("Node a");
    expect(print(result, { wide: true }).join("\n")).toContain("✓ Node a");
  });
});
