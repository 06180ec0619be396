import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openFiles } from "../../../../src/loaders/files/files.ts";
import { chunksOf, everything, folder, load, type Loaded, service } from "./folder.ts";

const failure = async (loading: Promise<Loaded>): Promise<{ code: unknown; message: string; hint: unknown }> => {
  const error: unknown = await loading.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof Error) || !("code" in error) || !("hint" in error)) throw new Error(`no LoadError: ${String(error)}`);
  return { code: error.code, message: error.message, hint: error.hint };
};

describe("what -f names", () => {
  it("is read in the order given: files, folders and standard input", async () => {
    const path = folder({ "b.yaml": service("b"), "a/z.yml": service("z"), "a/c.json": JSON.stringify({ apiVersion: "v1", kind: "Service", metadata: { name: "c" } }) });
    const { services, snapshot } = await load([join(path, "b.yaml"), "-", join(path, "a")], { stdin: chunksOf(service("piped")) });
    expect(services).toEqual(["default/b", "default/piped", "default/c", "default/z"]);
    expect(snapshot.source).toBe(`${join(path, "b.yaml")}, standard input, ${join(path, "a")}`);
  });

  it("is read whatever its name, when it is a file", async () => {
    const path = folder({ "values.yaml": service("web"), manifest: service("api") });
    expect((await load([join(path, "values.yaml"), join(path, "manifest")])).services).toEqual(["default/web", "default/api"]);
  });

  it("is read once, however often it is named", async () => {
    const path = folder({ "a.yaml": service("a") });
    const { services, snapshot } = await load([path, join(path, "a.yaml"), path]);
    expect(services).toEqual(["default/a"]);
    expect(snapshot.assumptions.join("\n")).not.toMatch(/last one/);
  });

  it("is one error when it is not there, and the rest is read", async () => {
    const path = folder({ "a.yaml": service("a") });
    const { services, errors, snapshot } = await load([path, join(path, "nothing.yaml"), join(path, "a.yaml/below")]);
    expect(services).toEqual(["default/a"]);
    expect(errors).toEqual([expect.stringMatching(/nothing\.yaml does not exist/), expect.stringMatching(/below lies below something that is no folder/)]);
    // What could not be read may hold anything.
    expect(snapshot.gaps.find(({ kind }) => kind === "Service")?.reason).toBe("Unreadable");
    expect(await failure(load([join(path, "nothing.yaml")]))).toMatchObject({ code: "FileNotFound" });
  });

  it("is refused as a URL, with the way to do it", async () => {
    expect(await failure(load(["https://example.com/a.yaml"]))).toMatchObject({ code: "NotAFile", hint: expect.stringMatching(/curl .*-f -/) as unknown });
  });

  it.skipIf(process.getuid?.() === 0)("is one error when it may not be read", async () => {
    const path = folder({ "a.yaml": service("a"), "b.yaml": service("b"), "sub/c.yaml": service("c") });
    chmodSync(join(path, "b.yaml"), 0);
    chmodSync(join(path, "sub"), 0);
    const { services, errors } = await load([path]);
    chmodSync(join(path, "sub"), 0o700);
    expect(services).toEqual(["default/a"]);
    expect(errors).toEqual([expect.stringMatching(/^b\.yaml.*permission denied/), expect.stringMatching(/^sub.*permission denied/)]);
  });
});

describe("folders", () => {
  it("are read recursively; values, charts, Kustomize's files and dot folders are left out", async () => {
    const other = "replicas: 3\n";
    const path = folder({
      "a.yaml": service("a"), "deep/er/b.YML": service("b"), "notes.txt": "not yaml: [", ".hidden.yaml": service("hidden"),
      "values.yaml": other, "values-prod.yaml": other, "values.prod.yaml": other, "deep/kustomization.yaml": "resources: [er]\n", "chart/Chart.yaml": "apiVersion: v2\nname: shop\n",
      "node_modules/x/d.yaml": service("d"), ".git/e.yaml": service("e"), ".github/workflows/ci.yaml": "on: push\n",
    });
    const { services, errors } = await load([path]);
    expect(services.filter((one) => one !== "default/hidden")).toEqual(["default/a", "default/b"]);
    expect(errors).toEqual([]);
  });

  it("leave a chart's templates to Helm, and say so", async () => {
    const path = folder({ "web.yaml": service("web"), "chart/Chart.yaml": "apiVersion: v2\nname: shop\n", "chart/templates/s.yaml": "metadata:\n  name: {{ .Release.Name }}\n" });
    const { services, errors, snapshot } = await load([path]);
    expect({ services, errors }).toEqual({ services: ["default/web"], errors: [] });
    expect(snapshot.assumptions.join("\n")).toMatch(/chart\/templates \(Helm templates; render them: helm template/);
  });

  it("may hold YAML and JSON that is something else", async () => {
    const path = folder({ "web.yaml": service("web"), "package.json": '{"name": "shop", "private": true}', "tsconfig.json": "{ // settings\n }", "docker-compose.yaml": "services: {web: {image: web}}\n", "list.yaml": "- 1\n- 2\n", "text.yaml": "hello\n" });
    const { services, errors, snapshot } = await load([path]);
    expect({ services, errors }).toEqual({ services: ["default/web"], errors: [] });
    expect(snapshot.gaps.filter(({ reason }) => reason === "Unreadable")).toEqual([]);
    expect(snapshot.assumptions.join("\n")).toMatch(/Skipped.*docker-compose\.yaml/);
  });

  it("that lead back to themselves by links are read once", async () => {
    const path = folder({ "a/b/web.yaml": service("web") });
    symlinkSync("..", join(path, "a/b/up"));
    symlinkSync(path, join(path, "a/again"));
    symlinkSync("b/web.yaml", join(path, "a/web.yaml"));
    const { services, errors, snapshot } = await load([path]);
    expect({ services, errors }).toEqual({ services: ["default/web"], errors: [] });
    expect(snapshot.assumptions.join("\n")).not.toMatch(/last one/);
  });

  it("that are links are followed, as mounted ConfigMaps need it", async () => {
    const path = folder({ "elsewhere/web.yaml": service("web"), "read/a.yaml": service("a") });
    symlinkSync("../elsewhere", join(path, "read/linked"));
    symlinkSync("../elsewhere/web.yaml", join(path, "read/b.yaml"));
    expect((await load([join(path, "read")])).services).toEqual(["default/a", "default/web"]);
  });

  it("may hold broken links: an error when a manifest is meant, nothing otherwise", async () => {
    const path = folder({ "a.yaml": service("a") });
    symlinkSync("gone.yaml", join(path, "broken.yaml"));
    symlinkSync("loop.yaml", join(path, "loop.yaml"));
    symlinkSync("gone", join(path, "broken"));
    const { services, errors } = await load([path]);
    expect(services).toEqual(["default/a"]);
    expect(errors).toEqual([expect.stringMatching(/^broken\.yaml does not exist/), expect.stringMatching(/^loop\.yaml is a link that leads back to itself/)]);
  });

  it("without a manifest are said to hold none", async () => {
    const path = folder({ "readme.md": "# Shop" });
    mkdirSync(join(path, "empty"));
    expect(await failure(load([path]))).toMatchObject({ code: "NoObjects", message: `${path} holds no Kubernetes object` });
    expect(await failure(load([join(path, "empty")]))).toMatchObject({ code: "NoObjects" });
  });
});

describe("what is no file", () => {
  it("a pipe that nobody may ever write to is refused, named or found", { timeout: 5000 }, async () => {
    const path = folder({ "a.yaml": service("a") });
    execFileSync("mkfifo", [join(path, "pipe.yaml")]);
    const { services, errors } = await load([path]);
    expect(services).toEqual(["default/a"]);
    expect(errors).toEqual([expect.stringMatching(/^pipe\.yaml is a pipe \(FIFO\)/)]);
    expect(await failure(load([join(path, "pipe.yaml")]))).toMatchObject({ code: "NotAFile", hint: expect.stringMatching(/-f -/) as unknown });
  });

  it("a socket and a device are refused", async () => {
    const path = folder({});
    const server = createServer().listen(join(path, "socket.yaml"));
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    expect(await failure(load([join(path, "socket.yaml")]))).toMatchObject({ code: "NotAFile", message: expect.stringMatching(/is a socket/) as unknown });
    expect(await failure(load(["/dev/zero"]))).toMatchObject({ code: "NotAFile", message: expect.stringMatching(/is a device/) as unknown });
  });

  it.skipIf(process.platform === "win32").each(["/dev/fd/3", "/proc/self/fd/3", "/dev/stdin"])("but the shell's own pipes are read: %s", async (name) => {
    const script = `import { openFiles } from ${JSON.stringify(join(import.meta.dirname, "../../../../src/loaders/files/files.ts"))};
      const source = await openFiles({ paths: [${JSON.stringify(name)}], stdin: process.stdin });
      const { objects } = await source.load([{ kind: "Service" }]);
      console.log(objects.Service.map(({ metadata }) => metadata.name).join());`;
    const runtime = JSON.stringify(process.execPath);
    const run = name === "/dev/stdin" ? `cat "$1" | ${runtime} --input-type=module-typescript -e "$0"` : `${runtime} --input-type=module-typescript -e "$0" 3< <(cat "$1")`;
    const file = join(folder({ "a.yaml": service("piped") }), "a.yaml");
    const child = spawn("bash", ["-c", run, script, file], { stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    for await (const chunk of child.stdout) out += String(chunk);
    expect(out).toBe("piped\n");
  });
});

describe("errors and warnings", () => {
  it("are all told, also when nothing could be read at all", async () => {
    const path = folder({ "a.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: a: b}\n", "b.yaml": "apiVersion: v1\nkind: Ingress\nmetadata: {name: a: b}\n" });
    const source = await openFiles({ paths: [path] });
    const thrown: unknown = await source.load(everything).catch((error: unknown) => error);
    expect([String(thrown), ...source.errors().map(String)]).toEqual([expect.stringMatching(/a\.yaml:3:/), expect.stringMatching(/b\.yaml:3:/)]);
  });

  it("name both places of an object that stands in two", async () => {
    const path = folder({ "a.yaml": service("web"), "b.yaml": `# copy\n\n${service("web", "spec: {type: NodePort}\n")}` });
    const { source, errors, snapshot } = await load([path]);
    expect({ errors, type: snapshot.objects.Service[0]?.spec.type }).toEqual({ errors: [], type: "NodePort" });
    expect(source.warnings()).toEqual([`Service default/web stands in ${path}/a.yaml:1 and in ${path}/b.yaml:3; the last one is used.`]);
  });

  it("say of a document that is no object where it stands, without doubting the rest", async () => {
    const path = folder({ "a.yaml": `${service("web")}---\nreplicas: 3\n` });
    const { snapshot, errors } = await load([join(path, "a.yaml")]);
    expect(errors).toEqual([expect.stringMatching(/a\.yaml:6:1: this is no Kubernetes object: apiVersion is missing/)]);
    expect(snapshot.gaps.filter(({ reason }) => reason === "Unreadable")).toEqual([]);
  });

  it("leave unknown what a nameless object of a kind may be", async () => {
    const { snapshot } = await load([folder({ "a.yaml": `${service("web")}---\napiVersion: v1\nkind: Service\nmetadata: {}\n` })]);
    expect(snapshot.gaps.filter(({ reason }) => reason === "Unreadable").map(({ kind }) => kind)).toEqual(["Service"]);
  });
});
