/** The first document of a saved snapshot: what it is complete about, and what could not be read. */
import { kindNames } from "../../core/snapshot/kinds.ts";
import type { Coverage, ForeignObject, Gap, Malformed, Snapshot } from "../../core/snapshot/snapshot.ts";

const GROUP = "kubectl-traffic/";
const VERSION = `${GROUP}v1`;
const KIND = "Snapshot";

export interface SavedHeader {
  readonly source: string;
  readonly takenAt: string;
  readonly coverage: readonly Coverage[];
  readonly gaps: readonly Gap[];
  readonly malformed: readonly Malformed[];
  readonly foreign: readonly ForeignObject[];
  readonly assumptions: readonly string[];
}

type Raw = Readonly<Record<string, unknown>>;

export const headerOf = ({ source, takenAt, coverage, gaps, malformed, foreign, assumptions }: Snapshot): Raw => ({
  apiVersion: VERSION, kind: KIND, metadata: { name: "snapshot" }, source, takenAt, coverage, gaps, malformed, foreign, assumptions,
});

export const isSavedHeader = (value: unknown): value is Raw => {
  if (typeof value !== "object" || value === null) return false;
  const { apiVersion, kind } = value as Raw;
  return kind === KIND && typeof apiVersion === "string" && apiVersion.startsWith(GROUP);
};

const rows = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? value.filter((one): one is T => typeof one === "object" && one !== null) : []);

const isKind = (kind: unknown): boolean => (kindNames as readonly unknown[]).includes(kind);

/** A file that was edited by hand may lack parts; what is not said is not claimed. A string says why it cannot be used. */
export const readHeader = (raw: Raw): SavedHeader | string => {
  const { apiVersion, source, takenAt, assumptions } = raw;
  if (apiVersion !== VERSION) return `a snapshot in the form ${String(apiVersion)}, which this version does not read (it reads ${VERSION}); save it again with the same version, or update`;
  return {
    source: typeof source === "string" ? source : "a saved snapshot",
    takenAt: typeof takenAt === "string" && !Number.isNaN(Date.parse(takenAt)) ? takenAt : "1970-01-01T00:00:00Z",
    coverage: rows<Coverage>(raw["coverage"]).filter((one) => isKind(one.kind)),
    gaps: rows<Gap>(raw["gaps"]).filter((one) => isKind(one.kind) && typeof one.message === "string"),
    malformed: rows<Malformed>(raw["malformed"]).filter((one) => typeof one.about === "object" && one.about !== null),
    foreign: rows<ForeignObject>(raw["foreign"]).filter((one) => typeof one.kind === "string"),
    assumptions: Array.isArray(assumptions) ? assumptions.filter((one) => typeof one === "string") : [],
  };
};
