import { Document, isScalar, visit } from "yaml";
import { kinds } from "../../src/core/snapshot/kinds.ts";
import type { Generator } from "./generator.ts";
import { type Asked, askedKinds } from "./permissions/asked.ts";
import { isAsked, losses } from "./permissions/losses.ts";

export const permissions: Generator = {
  name: "what operations ask for",
  pages: async () => [{ path: "docs/permissions.md", text: page(await askedKinds()) }],
};

interface Rule { readonly apiGroups: readonly string[]; readonly resources: readonly string[]; readonly verbs: readonly string[] }

/** One rule for each group and set of verbs, sorted. */
const rulesOf = (asked: readonly Asked[]): readonly Rule[] => {
  const alike = Map.groupBy(asked, ({ kind, verbs }) => JSON.stringify([kinds[kind].group, verbs]));
  return [...alike].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, same]) => ({
    apiGroups: [...new Set(same.map(({ kind }) => kinds[kind].group))],
    resources: same.map(({ kind }) => kinds[kind].plural).toSorted(),
    verbs: same[0]?.verbs ?? [],
  }));
};

const role = (kind: "ClusterRole" | "Role", metadata: Readonly<Record<string, string>>, asked: readonly Asked[]): string => {
  const document = new Document({ apiVersion: "rbac.authorization.k8s.io/v1", kind, metadata, rules: rulesOf(asked) });
  visit(document, { Seq: (_key, list) => { list.flow = list.items.every((item) => isScalar(item)); } });
  return ["```yaml", document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd(), "```"].join("\n");
};

const row = ({ kind, verbs, by }: Asked): string => {
  if (!isAsked(kind)) throw new Error(`${kind} is asked for and has no sentence in scripts/generators/permissions/losses.ts`);
  const { plural, group } = kinds[kind];
  return `| \`${plural}${group === "" ? "" : `.${group}`}\` | ${verbs.join(", ")} | ${by.join(", ")} | ${losses[kind]} |`;
};

const page = (all: readonly Asked[]): string => {
  const secrets = all.filter(({ kind }) => kind === "Secret");
  const answering = all.filter(({ by }) => by.some((name) => name !== "snapshot"));
  const rest = answering.filter(({ kind }) => kind !== "Secret");
  const saved = all.filter((one) => !answering.includes(one)).map(({ kind }) => `\`${kinds[kind].plural}\``);
  const namespaced = rest.filter(({ kind }) => kinds[kind].namespaced);
  const wide = rest.filter(({ kind }) => !kinds[kind].namespaced);
  return `# Permissions

<!-- Generated from what operations ask for: npm run generate -->

kubectl-traffic only reads: \`get\` and \`list\`, nothing else. What may not be read becomes a gap in the answer, and a
verdict that depends on it becomes \`unknown\`; nothing fails because of it.

## Everything, in the whole cluster

${role("ClusterRole", { name: "kubectl-traffic" }, rest)}

\`snapshot\` also saves ${saved.join(" and ")} where it may. Bind the role to a user with \`kubectl create clusterrolebinding kubectl-traffic --clusterrole=kubectl-traffic --user=NAME\`.

## Certificates

Secrets are only ever read by name, one at a time, when an Ingress or a listener names them. Of what arrives, the type,
the names of the keys and the public facts of the certificate are kept; no value is. Kubernetes cannot grant less than the
whole Secret, so this part is separate. It can be narrowed to names with \`resourceNames\`.

${role("ClusterRole", { name: "kubectl-traffic-certificates" }, secrets)}

## One namespace only

What lies in other namespaces, and what belongs to no namespace, is then a gap: Gateways of a platform team, and every
${wide.map(({ kind }) => kind).join(", ")}.

${role("Role", { name: "kubectl-traffic", namespace: "NAMESPACE" }, namespaced)}

## What is lost without each line

| resource | verbs | asked for by | without it |
|---|---|---|---|
${all.map(row).join("\n")}

Kinds of the Gateway API that a cluster does not have are no loss: there is nothing of them.
`;
};
