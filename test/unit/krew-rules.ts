/**
 * The rules that krew-index applies to a manifest (krew's internal/index/validation
 * and its command validate-krew-manifest), as far as they need no installation.
 */
export interface KrewPlatform {
  readonly selector?: {
    readonly matchLabels?: Readonly<Record<string, string>>;
    readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
  };
  readonly uri?: string;
  readonly sha256?: string;
  readonly bin?: string;
  readonly files?: readonly { readonly from?: string; readonly to?: string }[];
}

export interface KrewManifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
  readonly spec?: {
    readonly version?: string;
    readonly shortDescription?: string;
    readonly description?: string;
    readonly caveats?: string;
    readonly platforms?: readonly KrewPlatform[];
  };
}

/** The pairs that krew tries selectors against, with those of 64-bit ARM that the index has taken since. */
const pairs = ["windows", "linux", "darwin"].flatMap((os) => ["386", "amd64", "arm", "arm64"].map((arch) => ({ os, arch })));

const reservedOnWindows = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/i;

/** What krew-index would refuse in the manifest of the file `name`.yaml. */
export function krewProblems(name: string, manifest: KrewManifest): string[] {
  const { spec = {} } = manifest;
  const rules: readonly (readonly [boolean, string])[] = [
    [manifest.apiVersion === "krew.googlecontainertools.github.com/v1alpha2", "apiVersion"],
    [manifest.kind === "Plugin", "kind"],
    [manifest.metadata?.name === name, "metadata.name is not the file's name"],
    [/^[\w-]+$/.test(name) && !reservedOnWindows.test(name), "metadata.name is not safe"],
    [/^v\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(spec.version ?? ""), "spec.version"],
    [/^[^\r\n]+$/.test(spec.shortDescription ?? ""), "spec.shortDescription"],
    [fits(spec.shortDescription, 70), "spec.shortDescription is longer than 70 characters"],
    [fits(spec.description, 80), "spec.description has a line of more than 80 characters"],
    [fits(spec.caveats, 80), "spec.caveats has a line of more than 80 characters"],
    [(spec.platforms ?? []).length > 0, "spec.platforms"],
  ];
  const platforms = spec.platforms ?? [];
  return [...broken(rules), ...platforms.flatMap(platformProblems), ...overlaps(platforms)];
}

function broken(rules: readonly (readonly [boolean, string])[]): string[] {
  return rules.flatMap(([kept, problem]) => (kept ? [] : [problem]));
}

function platformProblems(platform: KrewPlatform, index: number): string[] {
  const { selector, files } = platform;
  const keys = keysOf(selector);
  const onWindows = selector?.matchLabels?.["os"] === "windows";
  const rules: readonly (readonly [boolean, string])[] = [
    [/^https:.+\.(?:tar\.gz|zip)$/.test(platform.uri ?? ""), "uri"],
    [/^[a-f0-9]{64}$/.test(platform.sha256 ?? ""), "sha256"],
    [Boolean(platform.bin), "bin"],
    [!onWindows || platform.bin?.endsWith(".exe") === true, "bin is no .exe on Windows"],
    [files === undefined || (files.length > 0 && files.every(({ from, to }) => from && to)), "files"],
    [keys.length > 0, "selector is empty"],
    [keys.every((key) => key === "os" || key === "arch"), "selector has a key other than os and arch"],
    [pairs.some((pair) => selects(platform, pair)), "selector matches no platform"],
  ];
  return broken(rules).map((problem) => `platforms[${index}].${problem}`);
}

function keysOf(selector: KrewPlatform["selector"]): string[] {
  return [...Object.keys(selector?.matchLabels ?? {}), ...(selector?.matchExpressions ?? []).map(({ key }) => key)];
}

function overlaps(platforms: readonly KrewPlatform[]): string[] {
  const chosenTwice = pairs.filter((pair) => platforms.filter((platform) => selects(platform, pair)).length > 1);
  return chosenTwice.map(({ os, arch }) => `${os}/${arch} is selected twice`);
}

function selects({ selector }: KrewPlatform, pair: Readonly<Record<string, string>>): boolean {
  const labels = Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => pair[key] === value);
  return labels && (selector?.matchExpressions ?? []).every(({ key, operator, values }) => {
    const listed = (values ?? []).includes(pair[key] ?? "");
    return operator === "In" ? listed : operator === "NotIn" ? !listed : (operator === "Exists") === key in pair;
  });
}

function fits(text: string | undefined, width: number): boolean {
  return (text ?? "").split("\n").every((line) => line.length <= width || !line.trim().includes(" "));
}
