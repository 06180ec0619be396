import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { executableName } from "../build/targets.ts";
import { root, run } from "../processes.ts";

/** What lies beside the executable. krew refuses an archive without a LICENSE. */
const companions = ["LICENSE", "THIRD-PARTY-LICENSES", "kubectl_complete-traffic"] as const;

export function archiveName(version: string, target: string): string {
  return `kubectl-traffic-v${version}-${target}.tar.gz`;
}

/** The names in the archive of `target`, all at its top. */
export function archiveFiles(target: string): readonly string[] {
  // The script asks for a POSIX shell, which Windows lacks.
  const present = companions.filter((name) => name !== "kubectl_complete-traffic" || !target.startsWith("windows"));
  return [executableName(target), ...present];
}

/** Packs the executable in `folder` with its companions into `archive`; returns the archive's sha256 in lower-case hex. */
export async function pack(target: string, folder: string, archive: string): Promise<string> {
  const staging = mkdtempSync(join(tmpdir(), "traffic-release-"));
  try {
    for (const name of archiveFiles(target)) copyFileSync(join(name === "LICENSE" ? root : folder, name), join(staging, name));
    mkdirSync(dirname(archive), { recursive: true });
    const { code, output } = await run("tar", ["-czf", archive, "-C", staging, ...archiveFiles(target)]);
    if (code !== 0) throw new Error(`tar could not write ${basename(archive)}:\n${output}`);
    return createHash("sha256").update(readFileSync(archive)).digest("hex");
  } finally {
    rmSync(staging, { recursive: true });
  }
}
