import type { ObjectRef } from "../core/snapshot/ref.ts";
import { plain } from "./text/terminal.ts";

/** `service/web`, `httproute.gateway.networking.k8s.io/web`: as `kubectl get -o name` prints and kubectl reads. */
export const renderNames = (refs: readonly ObjectRef[]): string =>
  refs.map(({ group, kind, name }) => plain(`${kind.toLowerCase()}${group === "" ? "" : `.${group}`}/${name}\n`.trimEnd(), 400) + "\n").join("");
