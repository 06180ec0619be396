import { boolean, dict, integer, list, object, section, string } from "../shape.ts";

/** kubectl's copy of the whole object: large, and it may hold what was removed on purpose. */
const UNREAD_ANNOTATIONS = new Set(["kubectl.kubernetes.io/last-applied-configuration"]);

export const metadata = section({
  name: string,
  namespace: string,
  generation: integer,
  creationTimestamp: string,
  deletionTimestamp: string,
  labels: dict(string),
  annotations: dict(string, UNREAD_ANNOTATIONS),
  finalizers: list(string),
  ownerReferences: list(object({ apiVersion: string, kind: string, name: string, controller: boolean })),
});

export const condition = object({
  type: string,
  status: string,
  reason: string,
  message: string,
  observedGeneration: integer,
  lastTransitionTime: string,
});

export const labelSelector = object({
  matchLabels: dict(string),
  matchExpressions: list(object({ key: string, operator: string, values: list(string) })),
});
