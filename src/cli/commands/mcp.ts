import { defineCommand } from "../command.ts";
import { connectionFlags, sourceFlags } from "../flags.ts";

export const mcp = defineCommand({
  name: "mcp",
  summary: "Serve the same answers to an AI assistant over MCP (stdio)",
  description: [
    "Reads only, like everything else. An assistant starts this command itself: its configuration names kubectl-traffic with the argument mcp. Files are readable only below the folders named with --root.",
  ],
  examples: [
    ["What an assistant's configuration runs", "kubectl-traffic mcp"],
    ["With one context, and manifests of one folder", "kubectl-traffic mcp --context staging --root ~/manifests"],
  ],
  flags: {
    root: { kind: "list", placeholder: "FOLDER", suggests: "folders", brief: "Folder whose files may be read, repeatable" },
    demo: sourceFlags.demo,
    ...connectionFlags,
  },
  run: async ({ root, ...connection }, _args, { serveMcp }) => {
    await serveMcp({ connection, roots: root ?? [] });
    return 0;
  },
});
