import type { SourceFlags } from "../loaders/open.ts";

const quoted = (word: string): string => (/^[\w./:@=,~+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The flags that lead to the same source, for a command to copy; each with a space before it. No credential is repeated. */
export const sourceArguments = ({ kubeconfig, context, cluster, user, as, filename = [], overlay, demo }: SourceFlags): string =>
  [
    ...Object.entries({ kubeconfig, context, cluster, user, as }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${quoted(value)}`])),
    ...filename.map((path) => `-f ${quoted(path)}`),
    ...(overlay ? ["--overlay"] : []),
    ...(demo ? ["--demo"] : []),
  ].map((word) => ` ${word}`).join("");
