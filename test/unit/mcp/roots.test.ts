import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { confined } from "../../../src/mcp/roots.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "traffic-roots-")));
const root = join(folder, "allowed");
mkdirSync(join(root, "shop"), { recursive: true });
mkdirSync(join(folder, "allowed-not"));
mkdirSync(join(folder, "secret"));
writeFileSync(join(root, "shop", "web.yaml"), "{}");
writeFileSync(join(folder, "secret", "key.yaml"), "{}");
writeFileSync(join(folder, "allowed-not", "web.yaml"), "{}");
symlinkSync(join(root, "shop"), join(root, "alias"));

const refused = async (path: string, roots = [root]): Promise<string> => {
  const error: unknown = await confined([path], roots).catch((one: unknown) => one);
  return error instanceof Error && "code" in error ? String(error.code) : "allowed";
};

describe("paths of files", () => {
  test("below a root are real paths afterwards, whether absolute, relative to it, or through a link inside", async () => {
    const file = join(root, "shop", "web.yaml");
    expect(await confined([file, "shop/web.yaml", "alias/web.yaml", "./shop/../shop", root], [root])).toEqual([file, file, file, join(root, "shop"), root]);
  });

  test("are taken from whichever root has them", async () => {
    const other = join(folder, "allowed-not");
    expect(await confined(["web.yaml"], [root, other])).toEqual([join(other, "web.yaml")]);
  });

  test("that lead outside are refused, in the same words whether they exist or not", async () => {
    for (const path of ["../secret/key.yaml", join(folder, "secret", "key.yaml"), join(folder, "allowed-not", "web.yaml"), "/etc/passwd", "/no/such/file", "../no-such", "missing.yaml"]) {
      expect([path, await refused(path)]).toEqual([path, "OutsideRoots"]);
    }
  });

  test("are refused without roots, and when the root is gone", async () => {
    expect(await refused("shop", [])).toBe("NoRoots");
    expect(await refused("shop", [join(folder, "gone")])).toBe("RootNotFound");
  });

  test("that are links to the outside are refused, alone and inside a folder", async () => {
    const linked = join(folder, "linked");
    mkdirSync(join(linked, "deep"), { recursive: true });
    symlinkSync(join(folder, "secret", "key.yaml"), join(linked, "deep", "key.yaml"));
    expect(await refused("deep/key.yaml", [linked])).toBe("OutsideRoots");
    expect(await refused("deep", [linked])).toBe("LinkLeadsOutside");
    expect(await refused(".", [linked])).toBe("LinkLeadsOutside");
  });

  test("through a link inside to a folder with a link outside are refused; a loop of links ends", async () => {
    const looped = join(folder, "looped");
    mkdirSync(join(looped, "a"), { recursive: true });
    symlinkSync(looped, join(looped, "a", "loop"));
    expect(await refused("a", [looped])).toBe("allowed");
    symlinkSync(join(folder, "secret"), join(looped, "out"));
    expect(await refused("a", [looped])).toBe("LinkLeadsOutside");
  });
});
