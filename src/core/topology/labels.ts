import type { Verdict } from "../notes/note.ts";

type Labels = Readonly<Record<string, string>>;

export interface LabelSelector {
  readonly matchLabels: Labels;
  readonly matchExpressions: readonly { readonly key?: string; readonly operator?: string; readonly values: readonly string[] }[];
}

/** Every pair of an equality selector (a Service's) is among the labels. The empty selector selects nothing here. */
export const matchesEqualities = (selector: Labels, labels: Labels): boolean => {
  const pairs = Object.entries(selector);
  return pairs.length > 0 && pairs.every(([key, value]) => labels[key] === value);
};

/**
 * metav1.LabelSelector: all of matchLabels and matchExpressions must hold; the empty selector selects everything.
 * An operator that the API does not know makes the answer unknown.
 */
export const matchesSelector = (selector: LabelSelector, labels: Labels): Verdict => {
  if (!Object.entries(selector.matchLabels).every(([key, value]) => labels[key] === value)) return "no";
  let result: Verdict = "yes";
  for (const { key = "", operator, values } of selector.matchExpressions) {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    const verdict = matchesExpression(operator, values, value);
    if (verdict === "no") return "no";
    if (verdict === "unknown") result = "unknown";
  }
  return result;
};

const matchesExpression = (operator: string | undefined, values: readonly string[], value: string | undefined): Verdict => {
  const yes = (holds: boolean): Verdict => (holds ? "yes" : "no");
  switch (operator) {
    case "In": return yes(value !== undefined && values.includes(value));
    // A missing label satisfies NotIn (apimachinery labels.Requirement.Matches).
    case "NotIn": return yes(value === undefined || !values.includes(value));
    case "Exists": return yes(value !== undefined);
    case "DoesNotExist": return yes(value === undefined);
    default: return "unknown";
  }
};

/** `app=web,tier=front`, as kubectl -l takes it. */
export const formatLabels = (labels: Labels): string =>
  Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(",");
