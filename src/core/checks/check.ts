import type { Note, Severity } from "../notes/note.ts";
import type { Kind, ObjectOf } from "../snapshot/kinds.ts";
import { type Gap, refOf, type Snapshot } from "../snapshot/snapshot.ts";
import type { Via } from "../topology/via.ts";

/** What a check found in one object: a note without what the check's header already says. */
export interface Finding {
  readonly path: string;
  readonly detail: string;
  readonly fix: readonly string[];
  /** Set when the answer depends on something that was not read. See undecided(). */
  readonly unknown?: string;
  /** Another severity than the header's, where the same problem is less bad. */
  readonly severity?: Severity;
}

/**
 * One cause, one file. It may look at everything in the snapshot but speaks only of the object it is given, and says
 * nothing when that object is healthy. `reads` lists the other kinds it looks at (a test records and compares).
 */
export interface Check<K extends Kind = Kind> {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly about: readonly K[];
  readonly reads: readonly Kind[];
  /**
   * Kinds whose objects all findings come from. Where a snapshot holds none of any of them, because the operation did
   * not ask for them, the check is not run: list goes over tens of thousands of objects without pods and Secrets.
   */
  readonly evidence?: readonly Kind[];
  /** For checks about Services: which ways in it speaks about (LoadBalancerPending: only that one). Absent: all. */
  readonly ways?: readonly Via[];
  /** A method, so that checks about different kinds can stand in one list. */
  run(object: ObjectOf<K>, snapshot: Snapshot): readonly Finding[];
}

export const defineCheck = <const K extends Kind, const C extends string>(
  check: Check<K> & { readonly code: C },
): Check<K> & { readonly code: C } => check;

const NOT_ASKED = "not asked";
const NO_NOTES: readonly Note[] = [];

/**
 * The words for a finding that a gap leaves open. What an operation did not ask for is no gap to complain about: such
 * findings are dropped (list reads no Secrets, and is not unsure of every certificate because of it).
 */
export const undecided = (gap: Gap): string =>
  gap.reason === "NotRequested" ? NOT_ASKED : `${gap.kind} objects ${gap.namespace ? `in namespace ${gap.namespace} ` : ""}could not be read (${gap.reason}): ${gap.message}`;

/** Runs one check on one object. */
export const runCheck = <K extends Kind>(check: Check<K>, object: ObjectOf<K>, snapshot: Snapshot): readonly Note[] => {
  const findings = check.run(object, snapshot);
  // Nearly every check finds nothing in nearly every object.
  return findings.length === 0 ? NO_NOTES : findings.filter((finding) => finding.unknown !== NOT_ASKED).map((finding) => ({
    code: check.code,
    title: check.title,
    about: refOf(object),
    path: finding.path,
    severity: finding.severity ?? check.severity,
    detail: finding.detail,
    fix: finding.fix,
    ...(finding.unknown === undefined ? {} : { unknown: finding.unknown }),
  }));
};
