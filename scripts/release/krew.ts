import { archiveName } from "./archive.ts";

export interface Release {
  readonly version: string;
  /** The repository, whose releases have the archives: "https://github.com/OWNER/kubectl-traffic". */
  readonly homepage: string;
  /** The archives' sha256 by target. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** Fills the template: {{version}}, {{homepage}}, {{uri TARGET}} and {{sha256 TARGET}}. A place that cannot be filled is an error. */
export function krewManifest(template: string, release: Release): string {
  const withoutComment = template.replace(/^(?:#.*\n)+/, "");
  return withoutComment.replaceAll(/\{\{(\w+)(?: ([\w-]+))?\}\}/g, (place, field: string, target: string | undefined) => {
    const value = valueOf(release, field, target);
    if (!value) throw new Error(`krew-manifest.yaml: nothing is known to fill ${place} with.`);
    return value;
  });
}

function valueOf(release: Release, field: string, target: string | undefined): string | undefined {
  const { version, homepage, checksums } = release;
  if (field === "version") return version;
  if (field === "homepage") return homepage;
  if (!target) return undefined;
  if (field === "uri") return `${homepage}/releases/download/v${version}/${archiveName(version, target)}`;
  return field === "sha256" ? checksums[target] : undefined;
}
