import { describe, expect, test } from "vitest";
import type { ListResult } from "../../../src/core/exposure/model.ts";
import { type ListView, renderList } from "../../../src/render/text/list.ts";
import { exposure, listOf, note, ref, service } from "./stubs.ts";

const view: ListView = { withNamespace: false, wide: false, headers: true, takenAt: "2026-11-01T12:00:00Z", source: " --demo" };
const style = { color: false, unicode: true, width: 80 };
const lines = (result: ListResult, over: Partial<ListView & typeof style> = {}): readonly string[] => renderList(result, { ...view, ...over }, { ...style, ...over }).split("\n");

const two = service({ exposures: [exposure({ verdict: "no", codes: ["BackendNotFound"] }), exposure({ via: "NodePort", from: ref("Service", "web"), urls: ["http://10.0.0.1:30080"], reach: "network", detail: "30080" })] });

describe("rows", () => {
  test("where everything fits, ways in stand beside, the best one in the Service's row", () => {
    expect(lines(listOf({ services: [two] }), { width: 110 }).slice(0, 3)).toEqual([
      "NAME  TYPE       READY  REACH     WORKS  WAYS IN",
      "web   ClusterIP  2/2    internet  yes    http://10.0.0.1:30080  NodePort (30080)",
      "                                         no: https://shop.example.com/  Ingress (nginx): BackendNotFound",
    ]);
  });

  test("else they stand below, one line each where that fits", () => {
    expect(lines(listOf({ services: [two] })).slice(0, 4)).toEqual([
      "NAME  TYPE       READY  REACH     WORKS",
      "web   ClusterIP  2/2    internet  yes",
      "   yes http://10.0.0.1:30080      NodePort (30080)",
      "   no  https://shop.example.com/  Ingress (nginx): BackendNotFound",
    ]);
  });

  test("without headers, a line per Service and nothing else", () => {
    expect(lines(listOf({ services: [two, service({ name: "cart" })], notes: [note()] }), { headers: false }).map((line) => line.split(/\s+/)[0])).toEqual(["web", "cart", ""]);
  });

  test("wide has a line per Service with everything in it", () => {
    const [header, row] = lines(listOf({ services: [two] }), { wide: true, withNamespace: true });
    expect(header?.split(/ +/)).toEqual(["NAMESPACE", "NAME", "TYPE", "CLUSTER-IP", "PORT(S)", "READY", "REACH", "WORKS", "AGE", "WAYS", "IN"]);
    expect(row).toMatch(/^shop +web +ClusterIP +10\.96\.0\.7 +80\/TCP +2\/2 +internet +yes +2d +http:.*https:/);
  });

  test("what is not known is not called zero", () => {
    const { readiness: _, ...unread } = service();
    expect(lines(listOf({ services: [unread] }))[1]).toMatch(/ unknown /);
  });

  test("columns hold with wide characters", () => {
    const [, first, second] = lines(listOf({ services: [service({ name: "表示" }), service({ name: "cart" })] }), { headers: true, width: 120 });
    expect(first?.indexOf("ClusterIP")).toBe((second?.indexOf("ClusterIP") ?? 0) - 2);
  });
});

describe("below the rows", () => {
  const many = Array.from({ length: 14 }, (_, index) => note({ detail: `Case ${index}.`, severity: index < 12 ? "error" : "warning" }));

  test("the first ten notes, and how many more", () => {
    const text = lines(listOf({ notes: many }));
    expect(text).toContain("12 errors, 2 warnings:");
    expect(text.filter((line) => /Case \d+/.test(line))).toHaveLength(10);
    expect(text).toContain("... and 2 errors, 2 warnings more: -o wide lists them all");
    expect(lines(listOf({ notes: many }), { wide: true }).filter((line) => /Case \d+/.test(line))).toHaveLength(14);
  });

  test("notes that say the same are told once, with every place", () => {
    const text = lines(listOf({ notes: [note(), note({ about: ref("Ingress", "api") })] }));
    expect(text.slice(4, 8)).toEqual([
      "2 errors:",
      "error    BackendNotFound  ingress/web -n shop  spec.rules[0]",
      "         ingress/api -n shop  spec.rules[0]",
      "         Service cart does not exist.",
    ]);
  });

  test("remarks are for wide", () => {
    expect(lines(listOf({ notes: [note({ severity: "info" })] })).join("\n")).not.toContain("BackendNotFound");
    expect(lines(listOf({ notes: [note({ severity: "info" })] }), { wide: true }).join("\n")).toContain("BackendNotFound");
  });

  test("a place in a file where the source knows one, and the reason where it is not certain", () => {
    const text = renderList(listOf({ notes: [note({ unknown: "Secrets are not readable" })] }), { ...view, locate: (about, path) => `${about.name}.yaml:${path.length}` }, style);
    expect(text).toContain("spec.rules[0] (web.yaml:13)");
    expect(text).toContain("not certain: Secrets are not readable");
  });

  test("the command to go on with names the first Service that does not work", () => {
    expect(lines(listOf({ services: [service({ verdict: "no" })], notes: [note()] }))).toContain("  kubectl traffic explain service/web -n shop --demo");
    expect(lines(listOf()).join("\n")).not.toContain("explain");
  });

  test("gaps of one kind are one line; what nobody asked for is not told", () => {
    const gaps = ["shop", "pay", "tasks", "docs"].map((namespace) => ({ kind: "Secret", namespace, reason: "Forbidden", message: "no access" }) as const);
    const text = lines(listOf({ gaps: [...gaps, { kind: "Pod", reason: "NotRequested", message: "" }] }));
    expect(text.filter((line) => line.includes("Secret"))).toEqual(["  - Secret in shop, pay, tasks and 1 more: not readable (Forbidden): no access"]);
    expect(text.join("\n")).not.toContain("Pod");
  });

  test("colour repeats what words say", () => {
    const colored = renderList(listOf({ notes: [note()] }), view, { ...style, color: true });
    expect(colored).toContain("\u001b[31merror\u001b[39m");
    // oxlint-disable-next-line no-control-regex
    expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(renderList(listOf({ notes: [note()] }), view, style));
  });
});
