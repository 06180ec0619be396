/** Names one object. `namespace` is "" for cluster-scoped kinds. */
export interface ObjectRef {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The word that kubectl users type: `service/web`, `httproute/web`. */
export const shortRef = (ref: ObjectRef): string => `${ref.kind.toLowerCase()}/${ref.name}`;

/** For sentences: `Service shop/web`, `GatewayClass eg`. */
export const formatRef = (ref: ObjectRef): string =>
  ref.namespace === "" ? `${ref.kind} ${ref.name}` : `${ref.kind} ${ref.namespace}/${ref.name}`;

/** A key for maps: unique per object, whatever version it was read in. */
export const refKey = (ref: ObjectRef): string => `${ref.group}/${ref.kind}/${ref.namespace}/${ref.name}`;

/** Sorted by namespace, kind, name: the order of every list of objects that leaves the core. */
export const compareRefs = (a: ObjectRef, b: ObjectRef): number =>
  compareText(a.namespace, b.namespace) || compareText(a.kind, b.kind) || compareText(a.name, b.name) || compareText(a.group, b.group);

/** By code unit, never by locale: the same order on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
