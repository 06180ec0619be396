// Are the borders between the folders of src kept? The rules are in layers/rules.ts.
import { root } from "./processes.ts";
import { checkBorders } from "./layers/borders.ts";

const { files, imports, violations } = checkBorders(process.argv[2] ?? root);
for (const { file, line, problem, why } of violations) console.log(`${file}:${line}: ${problem}\n    ${why}`);
console.log(`${files} files, ${imports} imports, ${violations.length} violations`);
process.exitCode = violations.length > 0 ? 1 : 0;
