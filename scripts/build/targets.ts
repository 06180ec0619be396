/** The platforms the executable is made for: Bun's name, and the words kubectl and krew use for it. */
export interface Target {
  readonly os: "linux" | "darwin" | "windows";
  readonly arch: "amd64" | "arm64";
}

export const targets: Readonly<Record<string, Target>> = {
  "linux-x64": { os: "linux", arch: "amd64" },
  "linux-arm64": { os: "linux", arch: "arm64" },
  "darwin-x64": { os: "darwin", arch: "amd64" },
  "darwin-arm64": { os: "darwin", arch: "arm64" },
  "windows-x64": { os: "windows", arch: "amd64" },
};

export function thisPlatform(): string {
  const os = process.platform === "win32" ? "windows" : process.platform;
  return `${os}-${process.arch}`;
}

export function executableName(target: string): string {
  return targets[target]?.os === "windows" ? "kubectl-traffic.exe" : "kubectl-traffic";
}
