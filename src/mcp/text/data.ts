/** Where text from a cluster or a file begins and ends, so that a model does not take it for words of the user. */
const TAG = "cluster-data";

/** One safe line each; nothing in them can end the part that they stand in. */
export const asData = (lines: readonly string[]): readonly string[] => [
  `<${TAG}>`,
  ...lines.map((line) => line.replaceAll(/<(?=\/?cluster-data)/gi, "(")),
  `</${TAG}>`,
];
