import { defineCommand } from "../command.ts";

export const completion = defineCommand({
  name: "completion",
  summary: "Complete words in the shell, for the plugin and for the program itself",
  description: [
    "kubectl completes a plugin's words through a program named kubectl_complete-traffic in the PATH; install writes it beside the plugin (or to --dir). bash, zsh and fish print a script for the program kubectl-traffic itself.",
  ],
  examples: [
    ["For kubectl traffic: write kubectl_complete-traffic", "kubectl traffic completion install"],
    ["For kubectl-traffic in bash, for now", "source <(kubectl-traffic completion bash)"],
    ["For kubectl-traffic in zsh", 'kubectl-traffic completion zsh > "${fpath[1]}/_kubectl-traffic"'],
    ["For kubectl-traffic in fish", "kubectl-traffic completion fish > ~/.config/fish/completions/kubectl-traffic.fish"],
  ],
  positional: { placeholder: "SHELL", minimum: 1, maximum: 1, choices: ["bash", "fish", "install", "zsh"], brief: "bash, zsh, fish, or install" },
  flags: {
    dir: { kind: "value", placeholder: "FOLDER", suggests: "folders", brief: "Where install writes; a folder of the PATH" },
  },
  run: async (flags, args, { streams }) => (await import("../completion/install.ts")).completionFor(args[0] ?? "", flags.dir, streams),
});
