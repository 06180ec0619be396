import { malformedField } from "../../src/core/checks/malformed.ts";
import { notReadCodes } from "../../src/core/checks/not-read.ts";
import { checks } from "../../src/core/checks/registry.ts";
import { explainCodes } from "../../src/core/exposure/codes.ts";
import type { Severity } from "../../src/core/notes/note.ts";
import type { Generator } from "./generator.ts";

interface Code { readonly code: string; readonly severity: Severity; readonly title: string; readonly about: string }

const found = checks.map(({ code, severity, title, about }): Code => ({ code, severity, title, about: about.join(", ") }));
const asked = Object.entries(explainCodes).map(([code, { severity, title }]): Code => ({ code, severity, title, about: "the question" }));
const read = [{ ...malformedField, about: "any object" }, ...Object.entries(notReadCodes).map(([code, header]): Code => ({ code, ...header, about: code.startsWith("Ingress") ? "Ingress" : "any object" }))];

const table = (codes: readonly Code[]): string => [
  "| code | severity | about | what it says |",
  "|---|---|---|---|",
  ...codes.toSorted((a, b) => (a.code < b.code ? -1 : 1)).map(({ code, severity, about, title }) => `| \`${code}\` | ${severity} | ${about} | ${title} |`),
].join("\n");

const docs = `# Codes

<!-- Generated from the checks: npm run generate -->

Everything that the program can find. A code names one problem; it stands in the answers (\`code\`), is the name of the
file of its check in \`src/core/checks\` and of the folder with its examples in \`test/cases/checks\`.

- \`error\`: a way in does not work because of it.
- \`warning\`: it may not work, or not for everyone.
- \`info\`: worth knowing.

## In the cluster or in files

${table(found)}

## In what was read

What is left out because it does not follow the API. No check looks for it: it is found while objects are read.

${table(read)}

## About the question

What \`explain\` says about the name, URL or address that it was asked about.

${table(asked)}
`;

const reference = `# Codes

<!-- Generated from the checks: npm run generate -->

What answers call the problems. Without the program, read it as a list of what to look for in YAML.

${table([...found, ...read, ...asked])}
`;

export const codes: Generator = {
  name: "the checks",
  pages: () => [
    { path: "docs/codes.md", text: docs },
    { path: "skills/traffic-engineer/references/codes.md", text: reference },
  ],
};
