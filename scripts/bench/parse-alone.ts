// Reads a file through the fast YAML parser and nothing else: what `list -f` is measured against.
import { readFileSync } from "node:fs";
import { parseFast, unread } from "../../src/loaders/files/yaml/fast.ts";

const text = readFileSync(process.argv[2] ?? "", "utf8");
let documents = 0;
for (let start = text.startsWith("---\n") ? 4 : 0; start < text.length;) {
  const next = text.indexOf("\n---\n", start);
  const end = next < 0 ? text.length : next + 1;
  if (parseFast(text, start, end) === unread) throw new Error(`the document at ${start} is outside the fast parser's subset`);
  documents += 1;
  start = end + 4;
}
console.log(documents);
