/** Writes kubectl_complete-traffic where kubectl finds it. The only thing that the program ever writes by itself. */
import { existsSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { exitCodes } from "../errors.ts";
import type { Streams } from "../streams.ts";
import { completionScripts } from "./scripts.ts";

const isWindows = process.platform === "win32";
const fileName = isWindows ? "kubectl_complete-traffic.cmd" : "kubectl_complete-traffic";
const content = isWindows ? "@kubectl-traffic __complete %*\r\n" : '#!/bin/sh\nexec kubectl-traffic __complete "$@"\n';

export const completionFor = (what: string, dir: string | undefined, streams: Streams): number => {
  if (what === "install") return install(dir, streams);
  const script = completionScripts[what];
  if (script === undefined) {
    streams.stderr.write(`error: There is no completion for ${JSON.stringify(what)}: it is one of bash, fish, zsh, install.\n`);
    return exitCodes.usage;
  }
  streams.stdout.write(script);
  return exitCodes.fine;
};

const install = (dir: string | undefined, streams: Streams): number => {
  const folder = dir ?? folderOfPlugin(streams);
  if (folder === undefined) return refuse(streams, "kubectl-traffic is in no folder of the PATH, so kubectl does not find it either.");
  const file = join(folder, fileName);
  try {
    writeFileSync(file, content, { mode: 0o755 });
  } catch (error) {
    return refuse(streams, `${file} cannot be written (${error instanceof Error && "code" in error ? String(error.code) : String(error)}).`);
  }
  const isInPath = pathOf(streams).includes(folder);
  streams.stdout.write(`Wrote ${file}: kubectl completes "kubectl traffic" now, from 1.26 on.\n${isInPath ? "" : `${folder} is not in the PATH: kubectl finds it only there.\n`}`);
  return exitCodes.fine;
};

const refuse = (streams: Streams, problem: string): number => {
  streams.stderr.write(`error: ${problem}\nName a folder of the PATH that you may write to: kubectl traffic completion install --dir FOLDER.\n`);
  return exitCodes.usage;
};

const pathOf = ({ env }: Streams): readonly string[] => (env["PATH"] ?? env["Path"] ?? "").split(delimiter).filter((one) => one !== "");

/** Where the PATH has the plugin: Krew links it there and keeps the file itself elsewhere. */
const folderOfPlugin = (streams: Streams): string | undefined => {
  const names = isWindows ? ["kubectl-traffic.exe", "kubectl-traffic.cmd"] : ["kubectl-traffic"];
  const found = pathOf(streams).find((folder) => names.some((name) => existsSync(join(folder, name))));
  const own = streams.program !== undefined && /kubectl-traffic(\.exe)?$/.test(streams.program) ? dirname(streams.program) : undefined;
  return found ?? own;
};
