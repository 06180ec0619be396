import { expect, test } from "vitest";
import { sourceArguments } from "../../../src/cli/repeat.ts";
import type { Streams } from "../../../src/cli/streams.ts";
import { styleOf } from "../../../src/cli/style.ts";

const at = (isTTY: boolean, env: Streams["env"], columns?: number) => {
  const output = { write: () => true, isTTY, columns };
  return styleOf({ stdin: (async function* () {})(), stdout: output, stderr: output, env });
};

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [false, { FORCE_COLOR: "1" }, true],
  [true, { FORCE_COLOR: "0" }, false],
  [true, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  [true, { TERM: "dumb" }, false],
])("terminal %s with %j has colour %s", (isTTY, env, color) => expect(at(isTTY, env).color).toBe(color));

test.each([
  [{ LANG: "en_US.UTF-8" }, true],
  [{ LANG: "de_DE.utf8" }, true],
  [{ LANG: "en_US.UTF-8", LC_ALL: "C" }, false],
  [{}, false],
  [{ WT_SESSION: "x" }, true],
])("%j shows Unicode: %s", (env, unicode) => expect(at(true, env).unicode).toBe(unicode));

test("the width is the terminal's, 80 without one, and what COLUMNS says above all", () => {
  expect(at(true, {}, 132).width).toBe(132);
  expect(at(false, {}, 132).width).toBe(80);
  expect(at(false, { COLUMNS: "100" }).width).toBe(100);
  expect(at(true, { COLUMNS: "x" }, 90).width).toBe(90);
  expect(at(true, {}, 10).width).toBe(40);
});

test("a command to go on with leads to the same source and repeats no credential", () => {
  expect(sourceArguments({ demo: true })).toBe(" --demo");
  expect(sourceArguments({ filename: ["my files/a.yaml", "b.yaml"], overlay: true, context: "it's" })).toBe(" --context='it'\\''s' -f 'my files/a.yaml' -f b.yaml --overlay");
  expect(sourceArguments({ token: "secret", server: "https://example.com" })).not.toContain("secret");
});
