import { defineCommand } from "../command.ts";
import { exitCodes } from "../errors.ts";
import { allNamespacesFlag, connectionFlags, sourceFlags } from "../flags.ts";

export const snapshot = defineCommand({
  name: "snapshot",
  summary: "Save what can be read, to share it or to ask again later",
  description: [
    "Prints one file that every command reads with -f. It also says what could not be read, so that answers from it are as certain as answers from the cluster. Of Secrets it holds the type, the names of the keys and the public facts of certificates, and never a value.",
  ],
  examples: [
    ["Everything that can be read", "kubectl traffic snapshot -A > cluster.json"],
    ["One namespace and what may lead to it", "kubectl traffic snapshot -n shop > shop.json"],
    ["Then, anywhere", "kubectl traffic explain service/web -n shop -f shop.json"],
  ],
  flags: { ...sourceFlags, ...allNamespacesFlag, ...connectionFlags },
  run: async (flags, _args, { streams }) => {
    const [{ snapshot: operation }, { answer }, { saveSnapshot }] =
      await Promise.all([import("../../operations/snapshot.ts"), import("../answer.ts"), import("../../loaders/saved.ts")]);
    return answer({
      operation,
      flags,
      input: (namespace) => ({ namespace: flags.allNamespaces ? undefined : namespace }),
      print: {
        text: async ({ result }) => saveSnapshot(result),
        markdown: async ({ result }) => saveSnapshot(result),
        names: async ({ result }) => saveSnapshot(result),
      },
      exitCode: () => exitCodes.fine,
    }, streams);
  },
});
