/** Results whose every string tries to act on a terminal, a table, a Markdown page or a copied command. */
import type { ExplainResult, Exposure, ListResult, ServiceExposure } from "../../../src/core/exposure/model.ts";
import type { Note } from "../../../src/core/notes/note.ts";

/** Clears the screen, sets the title, reorders, hides, breaks lines, ends cells and code, and goes on for 100 kB. */
export const attacks: readonly string[] = [
  "\u001b[2J\u001b[H\u001b]0;owned\u0007",
  "\u009b31mred\u0085",
  "admin\u202egnp.exe\u2066\u2069",
  "zero\u200bwidth\u200d\ufeff\u00ad",
  "two\nlines\r\u2028and\u2029more\tcells",
  "\ud800 lone",
  "| a | <script>alert(1)</script> `code` [x](javascript:y) @everyone ![i](http://e/x.png)",
  "x".repeat(100_000),
  "表".repeat(50_000),
  "e\u0301".repeat(50_000),
];

const noteOf = (text: string): Note => ({
  code: text, severity: "error", title: text, about: { group: text, kind: text, namespace: text, name: text }, path: text, detail: text, fix: [text], unknown: text,
});

const exposureOf = (text: string): Exposure => ({
  via: "Ingress", from: { group: text, kind: text, namespace: text, name: text }, path: text, urls: [text, text], reach: "internet", verdict: "no",
  codes: [text], detail: text, class: text, controller: text, share: 0.1,
});

const serviceOf = (text: string): ServiceExposure => ({
  namespace: text, name: text, type: text, clusterIP: text, ports: [text], exposures: [exposureOf(text)],
  readiness: { ready: 1, total: 2, terminating: 0, servingTerminating: 0 }, verdict: "no", reach: "internet", labels: { [text]: text }, createdAt: text,
});

export const hostileList = (text: string): ListResult => ({
  services: [serviceOf(text)], notes: [noteOf(text)], gaps: [{ kind: "Secret", namespace: text, name: text, reason: "Forbidden", message: text }], source: text, assumptions: [text],
});

export const hostileExplanation = (text: string): ExplainResult => {
  const hops = [{ kind: "service", label: text, verdict: "no", checked: [text], notes: [noteOf(text)] }] as const;
  const way = { exposure: exposureOf(text), verdict: "no", hops } as const;
  return {
    target: { group: text, kind: text, namespace: text, name: text }, asked: text, verdict: "no", summary: text, purpose: [text], path: hops, ways: [way, way],
    notes: [noteOf(`${text} and more`)], fixes: [{ text, commands: [text] }],
    comparison: [{ type: text, current: true, address: text, reachedBy: text, ports: text, cost: text, remarks: [text] }],
    gaps: [{ kind: "Secret", namespace: text, reason: "Forbidden", message: text }], source: text, assumptions: [text],
  };
};
