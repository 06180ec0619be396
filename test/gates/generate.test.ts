import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { generate } from "../../scripts/generate.ts";
import { projectWith } from "./project.ts";

const permissions = { name: "the operations", pages: () => [{ path: "docs/permissions.md", text: "# Permissions\n" }] };

test.each([
  ["as generated", { "docs/permissions.md": "# Permissions\n" }, 0],
  ["edited by hand", { "docs/permissions.md": "# Permission\n" }, 1],
  ["missing", {}, 1],
])("a page that is %s", async (_, files, code) => {
  const said = vi.spyOn(console, "log").mockReturnValue();
  const folder = projectWith(files);
  expect(await generate([permissions], folder, true)).toBe(code);
  expect(said.mock.calls.flat()).toEqual(code === 0 ? [] : ["docs/permissions.md is not what the operations generates: run npm run generate"]);
  expect(existsSync(join(folder, "docs/permissions.md"))).toBe("docs/permissions.md" in files);
});

test("generating writes the page, after which it is up to date", async () => {
  vi.spyOn(console, "log").mockReturnValue();
  const folder = projectWith({ "docs/permissions.md": "old" });
  expect(await generate([permissions], folder, false)).toBe(0);
  expect(readFileSync(join(folder, "docs/permissions.md"), "utf8")).toBe("# Permissions\n");
  expect(await generate([permissions], folder, true)).toBe(0);
});
