/** What goes wrong, as an answer: what happened, and what the model can do about it. */
import type { CallToolResult } from "@modelcontextprotocol/server";
import { ZodError } from "zod";
import { LoadError } from "../loaders/error.ts";
import { UsageError } from "../operations/operation.ts";
import { plain } from "../render/text/terminal.ts";
import { asData } from "./text/data.ts";

const LONGEST = 2000;

/** Loaders speak of flags, which a model cannot give. */
const hints: Readonly<Record<string, string>> = {
  NoKubeconfig: "Without a cluster, pass the objects as YAML in `manifests`, or `files`; or ask the user to start the server with --kubeconfig or --demo.",
  NoCurrentContext: "Pass `context` with the name of one.",
  NoSuchContext: "",
  EmptyInput: "Pass Kubernetes objects as YAML in `manifests`.",
};

export const problemAnswer = (error: unknown, log: (line: string) => void): CallToolResult => ({ content: [{ type: "text", text: problemText(error, log) }], isError: true });

const problemText = (error: unknown, log: (line: string) => void): string => {
  if (error instanceof LoadError || error instanceof UsageError) {
    const next = [hints[error.code] === "" ? undefined : hints[error.code], hints[error.code] ? undefined : error.hint].filter((one) => one);
    return [`No answer (${error.code}):`, ...asData([plain(error.message, LONGEST)]), ...next.map((one) => `Next: ${plain(one ?? "", LONGEST)}`)].join("\n");
  }
  if (error instanceof ZodError) return `No answer (InvalidArguments): ${plain(wrongArguments(error), LONGEST)}\nNext: correct the arguments and call again.`;
  // The stack is for the person who runs the server; a message of ours may hold what a model must not see.
  log(`error: kubectl-traffic has a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return "No answer (Internal): kubectl-traffic has a bug that this call met; nothing is wrong with the cluster because of it.\nNext: do not repeat the same call. Tell the user that the server's log (stderr) has the details.";
};

const wrongArguments = (error: ZodError): string =>
  error.issues.map(({ path, message }) => [path.join("."), message].filter((one) => one !== "").join(": ")).join("; ");
