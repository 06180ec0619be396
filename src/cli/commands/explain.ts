import type { ExplainResult } from "../../core/exposure/model.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../errors.ts";
import { connectionFlags, outputFlags, sourceFlags } from "../flags.ts";

export const explain = defineCommand({
  name: "explain",
  summary: "Explain why something can or cannot be opened, and what to do",
  description: [
    "The verdict comes first, then the path hop by hop from the client to the pods with what was checked at each, then commands to copy. Where something could not be read, the verdict is unknown and says what would decide it.",
  ],
  examples: [
    ["Why can my browser not open this Service?", "kubectl traffic explain service/task-api"],
    ["Who answers this URL?", "kubectl traffic explain https://shop.example.com/cart"],
    ["What is this address?", "kubectl traffic explain 10.96.45.123:8000"],
    ["Can pods reach it?", "kubectl traffic explain svc task-api --from pod"],
    ["ClusterIP, NodePort or LoadBalancer?", "kubectl traffic explain task-api --compare-types"],
  ],
  positional: {
    placeholder: "TARGET", minimum: 1, maximum: 2, suggests: "targets",
    brief: "service/NAME, NAME, KIND NAME, KIND/NAME (ingress, gateway, any route, pod), a URL, an IP address, a hostname",
  },
  flags: {
    from: { kind: "value", placeholder: "WHERE", choices: ["internet", "network", "node", "pod"], brief: "Ask for one client: internet, network (private), node or pod" },
    compareTypes: { kind: "switch", brief: "Show what each Service type would mean here" },
    costLow: { kind: "number", placeholder: "DOLLARS", brief: "Assumed monthly cost of a load balancer, lowest" },
    costHigh: { kind: "number", placeholder: "DOLLARS", brief: "Assumed monthly cost of a load balancer, highest" },
    ...outputFlags,
    ...sourceFlags,
    ...connectionFlags,
  },
  run: async (flags, args, { streams }) => {
    const [{ explain: operation }, { answer }] = await Promise.all([import("../../operations/explain.ts"), import("../answer.ts")]);
    const { from, compareTypes, costLow, costHigh } = flags;
    return answer({
      operation,
      flags,
      // `svc web` as kubectl takes it.
      input: (defaultNamespace) => ({ target: args.join("/"), namespace: flags.namespace, defaultNamespace, from, compareTypes, costLow, costHigh }),
      print: {
        text: async ({ result, locate }, style) =>
          (await import("../../render/text/explain.ts")).renderExplain(result, { wide: flags.output === "wide", locate }, style),
        markdown: async ({ result, locate }) => (await import("../../render/markdown.ts")).explainMarkdown(result, locate),
        names: async ({ result }) => (await import("../../render/names.ts")).renderNames(result.target === undefined ? [] : [result.target]),
      },
      exitCode: ({ verdict }) => codeOf[verdict],
    }, streams);
  },
});

const codeOf: Readonly<Record<ExplainResult["verdict"], number>> = { yes: exitCodes.fine, no: exitCodes.findings, unknown: exitCodes.unknown };
