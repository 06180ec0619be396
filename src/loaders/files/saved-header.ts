/** The first document of a saved snapshot: what it is complete about, and what could not be read. */
import type { Coverage, ForeignObject, Gap, Malformed, Snapshot } from "../../core/snapshot/snapshot.ts";

export const SAVED_VERSION = "kubectl-traffic/v1";
export const SAVED_KIND = "Snapshot";

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
  apiVersion: SAVED_VERSION, kind: SAVED_KIND, metadata: { name: "snapshot" }, source, takenAt, coverage, gaps, malformed, foreign, assumptions,
});

export const isSavedHeader = (value: unknown): value is Raw => {
  if (typeof value !== "object" || value === null) return false;
  const { apiVersion, kind } = value as Raw;
  return apiVersion === SAVED_VERSION && kind === SAVED_KIND;
};

const rows = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? value.filter((one): one is T => typeof one === "object" && one !== null) : []);

/** A file that was edited by hand may lack parts; what is not said is not claimed. */
export const readHeader = (raw: Raw): SavedHeader => ({
  source: typeof raw["source"] === "string" ? raw["source"] : "a saved snapshot",
  takenAt: typeof raw["takenAt"] === "string" ? raw["takenAt"] : "",
  coverage: rows<Coverage>(raw["coverage"]).filter((one) => typeof one.kind === "string"),
  gaps: rows<Gap>(raw["gaps"]).filter((one) => typeof one.kind === "string" && typeof one.message === "string"),
  malformed: rows(raw["malformed"]),
  foreign: rows(raw["foreign"]),
  assumptions: Array.isArray(raw["assumptions"]) ? raw["assumptions"].filter((one) => typeof one === "string") : [],
});
