/** The rules of the Agent Skills specification (https://agentskills.io/specification), and our own. */
import { loadSkills } from "@modelcontextprotocol/server/ext/skills/node";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import manifest from "../../package.json" with { type: "json" };

const skills = join(import.meta.dirname, "../../skills");

describe.each(readdirSync(skills))("skill %s", (name) => {
  const folder = join(skills, name);
  const text = readFileSync(join(folder, "SKILL.md"), "utf8");
  const [, frontmatter = "", body = ""] = /^---\n([^]*?)\n---\n([^]*)$/.exec(text) ?? [];
  const fields = parse(frontmatter) as Readonly<Record<string, unknown>>;

  test("starts with frontmatter that has only the fields of the specification", () => {
    expect(frontmatter).not.toBe("");
    const known = ["name", "description", "license", "compatibility", "metadata", "allowed-tools"];
    expect(Object.keys(fields).filter((field) => !known.includes(field))).toEqual([]);
  });

  test("is named as its folder, in lower case, digits and single hyphens", () => {
    expect(fields["name"]).toBe(name);
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(name.length).toBeLessThanOrEqual(64);
  });

  test("describes in at most 1024 characters what it does and when to use it", () => {
    const description = String(fields["description"]);
    expect(description.length).toBeGreaterThan(0);
    expect(description.length).toBeLessThanOrEqual(1024);
    expect(description).toMatch(/\bUse (for|when)\b/);
  });

  test("keeps the optional fields within their types and lengths", () => {
    expect(fields["license"]).toBe(manifest.license);
    expect(String(fields["compatibility"]).length).toBeLessThanOrEqual(500);
    expect(fields["metadata"]).toEqual({ version: manifest.version });
    expect(typeof (fields["allowed-tools"] ?? "")).toBe("string");
  });

  test("has a body under 500 lines and 5000 tokens", () => {
    expect(body.trim()).not.toBe("");
    expect(body.split("\n").length).toBeLessThan(500);
    expect(body.length / 4).toBeLessThan(5000);
  });

  test("names only files that exist, one level deep", () => {
    const named = [...body.matchAll(/`((?:references|scripts|assets)\/[^`]+)`|\]\((?!https?:)([^)#]+)\)/g)].map(([, quoted, linked]) => quoted ?? linked ?? "");
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !/^(references|scripts|assets)\/[^/]+$/.test(path) || !existsSync(join(folder, path)))).toEqual([]);
  });

  test("has no file that the body does not name", () => {
    const files = existsSync(join(folder, "references")) ? readdirSync(join(folder, "references")) : [];
    expect(files.filter((file) => !body.includes(`references/${file}`))).toEqual([]);
  });
});

test("the protocol's own loader takes every skill without a complaint", async () => {
  const catalog = await loadSkills(skills, { strict: true });
  expect(catalog).toBeDefined();
  await expect(loadSkills(join(skills, ".."), { strict: true })).rejects.toThrow(/SKILL\.md|skill/i);
});
