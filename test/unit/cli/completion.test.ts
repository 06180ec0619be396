import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { completionFor } from "../../../src/cli/completion/install.ts";
import { completionScripts } from "../../../src/cli/completion/scripts.ts";
import { runProgram } from "../../support/program.ts";

let folder = "";
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "traffic-completion-")); });
afterEach(() => rmSync(folder, { recursive: true }));

const install = (env: Record<string, string>, dir?: string) => {
  const said = { out: "", error: "" };
  const code = completionFor("install", dir, {
    stdin: (async function* () {})(),
    stdout: { write: (text) => { said.out += text; } },
    stderr: { write: (text) => { said.error += text; } },
    env,
    program: "/opt/node/bin/node",
  });
  return { ...said, code };
};

describe("completion install", () => {
  test("writes beside the plugin that the PATH finds", () => {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "kubectl-traffic"), "");
    expect(install({ PATH: `${folder}/other:${bin}` })).toMatchObject({ code: 0, error: "" });
    const file = join(bin, "kubectl_complete-traffic");
    expect(readFileSync(file, "utf8")).toBe('#!/bin/sh\nexec kubectl-traffic __complete "$@"\n');
    expect(statSync(file).mode & 0o111).not.toBe(0);
  });

  test("says what to do when it cannot", () => {
    expect(install({ PATH: folder })).toMatchObject({ code: 2 });
    expect(install({ PATH: folder }).error).toContain("--dir");
    expect(install({ PATH: folder }, join(folder, "missing")).error).toContain("ENOENT");
  });

  test("says when the chosen folder is not where kubectl looks", () => {
    expect(install({ PATH: "/usr/bin" }, folder).out).toContain("is not in the PATH");
    expect(existsSync(join(folder, "kubectl_complete-traffic"))).toBe(true);
  });
});

describe("shell scripts", () => {
  /** A stand-in for the program, which records its arguments and proposes. */
  const standIn = () => {
    writeFileSync(join(folder, "kubectl-traffic"), `#!/bin/sh\nprintf '%s|' "$@" > ${folder}/asked\nprintf 'list\\tEvery Service\\nlisten\\n:4\\n'\n`);
    chmodSync(join(folder, "kubectl-traffic"), 0o755);
  };

  test("bash asks the program and offers what fits", () => {
    standIn();
    const script = `${completionScripts["bash"]}\nCOMP_WORDS=(kubectl-traffic -n shop li); COMP_CWORD=3; _kubectl_traffic; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(execFileSync("bash", ["--norc", "-c", script], { env: { PATH: `${folder}:/usr/bin:/bin` }, encoding: "utf8" })).toBe("list\nlisten\n");
    expect(readFileSync(join(folder, "asked"), "utf8")).toBe("__complete|-n|shop|li|");
  });
});

describe("candidates from a cluster", () => {
  /** Serves what a completion may ask for, and nothing else. */
  const cluster = async (answer: (path: string) => unknown) => {
    const server = createServer((request, response) => {
      const body = answer(new URL(request.url ?? "", "http://x").pathname);
      if (body === undefined) return;
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return { url: `http://127.0.0.1:${port}`, close: () => { server.closeAllConnections(); server.close(); } };
  };
  const listOf = (kind: string, names: readonly string[]) =>
    ({ apiVersion: "v1", kind: `${kind}List`, metadata: {}, items: names.map((name) => ({ metadata: { name, namespace: "shop" }, spec: {} })) });

  test("namespaces and Services, of the namespace that was typed", async () => {
    const asked: string[] = [];
    const { url, close } = await cluster((path) => {
      asked.push(path);
      return path.endsWith("/services") ? listOf("Service", ["web", "web-admin", "cart"]) : listOf("Namespace", ["shop", "pay"]);
    });
    try {
      expect((await runProgram(["__complete", "explain", "-s", url, "-n", "shop", "service/w"])).stdout).toBe("service/web\nservice/web-admin\n:4\n");
      expect(asked).toEqual(["/api/v1/namespaces/shop/services"]);
      expect((await runProgram(["__complete", "list", "-s", url, "-n", ""])).stdout).toBe("pay\nshop\n:4\n");
    } finally {
      close();
    }
  });

  test("a cluster that does not answer has none, soon", async () => {
    const { url, close } = await cluster(() => undefined);
    try {
      const start = performance.now();
      expect(await runProgram(["__complete", "explain", "-s", url, "-n", "shop", ""])).toEqual({ stdout: ":4\n", stderr: "", code: 0 });
      expect(performance.now() - start).toBeLessThan(4500);
    } finally {
      close();
    }
  });
});
