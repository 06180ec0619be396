import type { ListResult } from "../../core/exposure/model.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../errors.ts";
import { allNamespacesFlag, connectionFlags, outputFlags, sourceFlags } from "../flags.ts";
import { sourceArguments } from "../repeat.ts";

export const list = defineCommand({
  name: "list",
  summary: "List every Service with every way it is exposed",
  description: [
    "READY counts endpoints. REACH is the widest circle that can open the Service: pods, nodes, network (private addresses), internet. WORKS is yes when every declared way in works, and unknown when something that could not be read may decide it. Below the table stands what is wrong, the most severe first.",
  ],
  examples: [
    ["The Services of the current namespace", "kubectl traffic list"],
    ["What the internet can open, in all namespaces", "kubectl traffic list -A --reachable-from internet"],
    ["From manifests, without a cluster", "helm template shop ./chart | kubectl traffic list -f -"],
    ["What would be if I applied them", "kubectl traffic list -n shop -f manifests/ --overlay"],
    ["For programs", "kubectl traffic list -A -o json"],
  ],
  flags: {
    selector: { kind: "value", short: "l", placeholder: "LABELS", brief: "Only Services with these labels, such as app=web,tier!=db" },
    reachableFrom: { kind: "value", placeholder: "WHERE", choices: ["pods", "nodes", "network", "internet"], brief: "Only Services that a client there can open" },
    unexposed: { kind: "switch", brief: "Only Services without a way in from outside" },
    pods: { kind: "switch", brief: "Read Pods too, for host ports; -o wide does" },
    sort: { kind: "value", placeholder: "BY", choices: ["name", "verdict", "reach", "type", "age"], brief: "Order: name (default), verdict, reach, type or age" },
    ...outputFlags,
    noHeaders: { kind: "switch", brief: "Rows only: no headers, no notes" },
    ...sourceFlags,
    ...allNamespacesFlag,
    ...connectionFlags,
  },
  run: async (flags, _args, { streams }) => {
    const [{ list: operation }, { answer }] = await Promise.all([import("../../operations/list.ts"), import("../answer.ts")]);
    const wide = flags.output === "wide";
    const { selector, reachableFrom, unexposed, sort } = flags;
    const namespaceIn = (namespace: string | undefined): string | undefined => (flags.allNamespaces ? undefined : namespace);
    return answer({
      operation,
      flags,
      input: (namespace) => ({ namespace: namespaceIn(namespace), selector, reachableFrom, unexposed, sort, pods: flags.pods || wide }),
      print: {
        text: async ({ result, snapshot, locate, context, namespace }, style) => (await import("../../render/text/list.ts")).renderList(
          result, { wide, locate, headers: !flags.noHeaders, withNamespace: namespaceIn(namespace) === undefined, takenAt: snapshot.takenAt, source: sourceArguments(context === undefined ? flags : { ...flags, context }) }, style),
        markdown: async ({ result, locate }) => (await import("../../render/markdown.ts")).listMarkdown(result, locate),
        names: async ({ result }) => (await import("../../render/names.ts")).renderNames(
          result.services.map(({ namespace, name }) => ({ group: "", kind: "Service", namespace, name }))),
        aside: ({ result, namespace }) => {
          if (result.services.length > 0) return "";
          const asked = namespaceIn(namespace);
          return isUnseen(result) ? notRead(asked) : nothingFound(asked, Boolean(selector ?? reachableFrom ?? unexposed));
        },
      },
      // Nothing was seen, and something may be there: that is no answer.
      exitCode: (result) => (isUnseen(result) ? exitCodes.unknown : exitCodes.fine),
    }, streams);
  },
});

const isUnseen = ({ services, gaps }: ListResult): boolean => services.length === 0 && gaps.some(({ kind }) => kind === "Service");

const notRead = (namespace: string | undefined): string =>
  namespace === undefined ? "Services could not be read in all namespaces at once: -n NAME asks for one.\n" : `Services could not be read in namespace ${JSON.stringify(namespace)}.\n`;

const nothingFound = (namespace: string | undefined, isFiltered: boolean): string => {
  const what = isFiltered ? "No Service matches" : "No Services found";
  return namespace === undefined ? `${what}.\n` : `${what} in namespace ${JSON.stringify(namespace)}; -A looks in all namespaces.\n`;
};
