/** Small, plain results for tests of layout. */
import type { ExplainResult, Exposure, ListResult, ServiceExposure } from "../../../src/core/exposure/model.ts";
import type { Note } from "../../../src/core/notes/note.ts";

export const ref = (kind: string, name: string, namespace = "shop") => ({ group: "", kind, namespace, name });

export const exposure = (over: Partial<Exposure> = {}): Exposure => ({
  via: "Ingress", from: ref("Ingress", "web"), path: "spec", urls: ["https://shop.example.com/"], reach: "internet", verdict: "yes", codes: [], detail: "nginx", ...over,
});

export const service = (over: Partial<ServiceExposure> = {}): ServiceExposure => ({
  namespace: "shop", name: "web", type: "ClusterIP", clusterIP: "10.96.0.7", ports: ["http 80/TCP"],
  exposures: [exposure({ via: "ClusterIP", from: ref("Service", "web"), urls: ["http://web.shop.svc"], reach: "pods" }), exposure()],
  readiness: { ready: 2, total: 2, terminating: 0, servingTerminating: 0 }, verdict: "yes", reach: "internet", labels: {}, createdAt: "2026-10-30T12:00:00Z", ...over,
});

export const note = (over: Partial<Note> = {}): Note => ({
  code: "BackendNotFound", severity: "error", title: "t", about: ref("Ingress", "web"), path: "spec.rules[0]", detail: "Service cart does not exist.", fix: [], ...over,
});

export const listOf = (over: Partial<ListResult> = {}): ListResult => ({ services: [service()], notes: [], gaps: [], source: "a test", assumptions: [], ...over });

export const explanation = (over: Partial<ExplainResult> = {}): ExplainResult => ({
  target: ref("Service", "web"), asked: "web", verdict: "no", summary: "No: nobody can open it.", purpose: [], path: [], ways: [], notes: [], fixes: [], gaps: [],
  source: "a test", assumptions: [], ...over,
});
