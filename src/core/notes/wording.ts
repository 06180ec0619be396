/** `1 pod`, `3 pods`; for words whose plural only adds an s. */
export const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`;

/** `a, b, c and 4 more`: distinct, in the order given, never a page of names. */
export const some = (names: Iterable<string>, most = 3): string => {
  const all = [...new Set(names)];
  if (all.length <= most) return all.length > 1 ? `${all.slice(0, -1).join(", ")} and ${all.at(-1) ?? ""}` : all.join("");
  return `${all.slice(0, most).join(", ")} and ${all.length - most} more`;
};

const SAFE = /^[\w./=:,@%+-]+$/;

/** A word for a POSIX shell: names from manifests are not trusted to be names. */
const shellWord = (word: string): string => (SAFE.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`);

/** A complete command to copy: `kubectl -n shop describe pod cart-0`. */
export const kubectl = (namespace: string, ...words: readonly string[]): string =>
  ["kubectl", ...(namespace === "" ? [] : ["-n", namespace]), ...words].map((word, i) => (i === 0 ? word : shellWord(word))).join(" ");
