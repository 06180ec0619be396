import manifest from "../../../package.json" with { type: "json" };
import { defineCommand } from "../command.ts";

export const version = defineCommand({
  name: "version",
  summary: "Print the version",
  description: [],
  examples: [["The version of this plugin", "kubectl traffic version"]],
  flags: {},
  run: async (_flags, _args, { streams }) => {
    streams.stdout.write(`kubectl-traffic ${manifest.version}\n`);
    return 0;
  },
});
