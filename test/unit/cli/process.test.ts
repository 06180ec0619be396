/** The program as a process of its own: pipes that close, interrupts, standard input that nobody needs. */
import { execFile, spawn } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const program: readonly string[] = process.env["TRAFFIC_PROGRAM"]
  ? [process.env["TRAFFIC_PROGRAM"]]
  : [process.execPath, join(import.meta.dirname, "../../../src/cli/main.ts")];

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "traffic-process-"));
  const service = (index: number) => `apiVersion: v1\nkind: Service\nmetadata: {name: web-${index}, namespace: shop}\nspec: {ports: [{port: 80}]}\n`;
  writeFileSync(join(folder, "many.yaml"), Array.from({ length: 3000 }, (_, index) => service(index)).join("---\n"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a process", () => {
  test("| head ends it quietly", async () => {
    const line = [...program, "list", "-f", join(folder, "many.yaml"), "-o", "json"].map((word) => `'${word}'`).join(" ");
    const said = await new Promise<string>((resolve) => {
      execFile("bash", ["--norc", "-c", `${line} | head -1; echo "exit \${PIPESTATUS[0]}"`], (_error, stdout, stderr) => resolve(stdout + stderr));
    });
    expect(said).toBe("{\nexit 0\n");
  });

  test("an interrupt ends it with 130, while a cluster does not answer", async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    const [command = "", ...argv] = program;
    const child = spawn(command, [...argv, "list", "-s", url], { env: { HOME: folder }, stdio: "ignore" });
    const code = new Promise<number | null>((resolve) => { child.on("exit", resolve); });
    await new Promise<void>((resolve) => { server.once("request", () => resolve()); });
    child.kill("SIGINT");
    expect(await code).toBe(130);
    server.closeAllConnections();
    server.close();
  });

  test("does not wait for standard input that it was not asked to read", async () => {
    const [command = "", ...argv] = program;
    const child = spawn(command, [...argv, "list", "--demo", "-o", "name"], { env: { HOME: folder }, stdio: ["pipe", "ignore", "ignore"] });
    expect(await new Promise((resolve) => { child.on("exit", resolve); })).toBe(0);
    child.stdin.destroy();
  });
});
