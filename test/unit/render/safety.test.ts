import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { ExplainResult, ListResult } from "../../../src/core/exposure/model.ts";
import { renderJson } from "../../../src/render/json.ts";
import { explainMarkdown, listMarkdown } from "../../../src/render/markdown.ts";
import { renderNames } from "../../../src/render/names.ts";
import { renderExplain } from "../../../src/render/text/explain.ts";
import { renderList } from "../../../src/render/text/list.ts";
import { columnsOf, plain } from "../../../src/render/text/terminal.ts";
import { renderYaml } from "../../../src/render/yaml.ts";
import { attacks, hostileExplanation, hostileList } from "./hostile.ts";

const style = { color: false, unicode: true, width: 80 };
const acts = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const listViews = [false, true].flatMap((wide) => [false, true].map((headers) => ({ wide, headers, withNamespace: true, takenAt: "2026-11-01T12:00:00Z", locate: () => "\u001b[1mfile", source: "\u001b[0m" })));

const printings: readonly (readonly [string, (list: ListResult, explanation: ExplainResult) => string])[] = [
  ...listViews.map((view) => [`list ${view.wide ? "wide" : "table"}${view.headers ? "" : " without headers"}`, (list: ListResult) => renderList(list, view, style)] as const),
  ...[false, true].map((wide) => [`explain ${wide ? "wide" : "table"}`, (_: ListResult, explanation: ExplainResult) => renderExplain(explanation, { wide, locate: () => "\u001b[1m" }, style)] as const),
  ["markdown", (list, explanation) => listMarkdown(list, () => "\u001b[1m") + explainMarkdown(explanation)],
  ["names", (list, { target }) => renderNames([...list.services.map(({ namespace, name }) => ({ group: "", kind: "Service", namespace, name })), ...(target ? [target] : [])])],
  ["json", (list, explanation) => renderJson(list) + renderJson(explanation)],
  ["yaml", (list, explanation) => renderYaml(list) + renderYaml(explanation)],
];

describe.each(printings)("%s", (name, print) => {
  test.each(attacks.map((attack, index) => [index, attack] as const))("attack %i prints nothing that acts", (_, attack) => {
    const printed = print(hostileList(attack), hostileExplanation(attack));
    expect(acts.exec(printed)?.[0]).toBeUndefined();
    expect(printed.length).toBeLessThan(name === "json" || name === "yaml" ? Infinity : 200_000);
  });
});

describe("plain", () => {
  test("shows what it takes the power from", () => {
    expect(plain("a\u001b[31mb\u202ec\nd\te")).toBe("a\\x1b[31mb\\u{202e}c\\nd\\te");
    expect(plain("x".repeat(1000), 10)).toBe("xxxxxxxxxx... (1000 characters)");
    expect(plain("Straße 表 🙂 naïve")).toBe("Straße 表 🙂 naïve");
  });

  test("is safe for any text, and changes nothing that was", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
      const safe = plain(text);
      expect(acts.test(safe)).toBe(false);
      expect(plain(safe, 10_000)).toBe(safe);
    }));
  });

  test("columns are what a terminal takes", () => {
    expect(columnsOf("web")).toBe(3);
    expect(columnsOf("表示")).toBe(4);
    expect(columnsOf("ｆｕｌｌ")).toBe(8);
    expect(columnsOf("e\u0301")).toBe(1);
    expect(columnsOf("🙂")).toBe(2);
    expect(columnsOf("é한")).toBe(3);
  });
});

describe("values survive", () => {
  test("JSON and YAML read back as the value that was printed", () => {
    for (const attack of attacks) expect(JSON.parse(renderJson(hostileList(attack)))).toEqual(hostileList(attack));
    // YAML has no lone surrogates.
    for (const attack of attacks.filter((one) => one.isWellFormed())) expect(parse(renderYaml(hostileList(attack)))).toEqual(hostileList(attack));
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(renderJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }));
  });

  test("YAML of any text reads back", () => {
    fc.assert(fc.property(fc.record({ a: fc.string({ unit: "grapheme" }), b: fc.array(fc.string()) }), (value) => {
      expect(parse(renderYaml(value))).toEqual(value);
    }));
  });
});

describe("Markdown", () => {
  test("a row keeps its cells, and text its meaning", () => {
    const rows = listMarkdown(hostileList(attacks[6] ?? "")).split("\n").filter((line) => line.startsWith("|"));
    expect(rows.map((row) => row.replaceAll("\\|", "").split("|").length)).toEqual([9, 9, 9]);
    const text = explainMarkdown(hostileExplanation(attacks[6] ?? ""));
    const prose = text.replace(/^ *(`{3,})[^\n]*\n[\s\S]*?\n *\1$/gm, "").replace(/(`+) ?[^\n]*? ?\1(?!`)/g, "");
    expect(prose).not.toMatch(/(?<!\\)<(?!br>)/);
    expect(prose).not.toMatch(/(?<!\\)\[x/);
    expect(prose).not.toContain("@everyone");
    expect(prose).not.toMatch(/https?:\/\//);
  });
});
