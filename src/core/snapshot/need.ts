import type { Kind } from "./kinds.ts";

/** What an operation has to read. Absent `namespace` means all namespaces; with `name`, one object. */
export interface Need {
  readonly kind: Kind;
  readonly namespace?: string;
  readonly name?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /**
   * When reading everywhere is forbidden, these namespaces are still tried one by one, and only the rest is a gap.
   */
  readonly elseNamespaces?: readonly string[];
}
