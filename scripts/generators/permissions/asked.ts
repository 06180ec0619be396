/** What operations ask a source for: recorded while they answer questions about the demo. */
import type { Kind } from "../../../src/core/snapshot/kinds.ts";
import type { Need } from "../../../src/core/snapshot/need.ts";
import { openDemo } from "../../../src/loaders/demo/demo.ts";
import { explain } from "../../../src/operations/explain.ts";
import { list } from "../../../src/operations/list.ts";
import { execute, type Operation } from "../../../src/operations/operation.ts";
import { snapshot } from "../../../src/operations/snapshot.ts";

export interface Asked {
  readonly kind: Kind;
  /** `list`, or `get` where objects are only read by name. */
  readonly verbs: readonly ("get" | "list")[];
  /** Names of operations, sorted. */
  readonly by: readonly string[];
}

interface Question { readonly by: string; readonly needs: readonly Need[] }

const record = async <Input, Result>(operation: Operation<Input, Result>, inputs: readonly Input[]): Promise<readonly Question[]> => {
  const demo = openDemo();
  const questions: Question[] = [];
  for (const input of inputs) {
    await execute(operation, input, (needs) => {
      questions.push({ by: operation.name, needs });
      return demo.load(needs);
    });
  }
  return questions;
};

/** Every form of question: a name leads to other kinds than a URL, an address or a pod. */
const questions = async (): Promise<readonly Question[]> => {
  const demo = await openDemo().load([{ kind: "Service" }, { kind: "Ingress" }, { kind: "Gateway" }, { kind: "HTTPRoute" }, { kind: "Pod" }]);
  const targets = (["Service", "Ingress", "Gateway", "HTTPRoute", "Pod"] as const).flatMap((kind) =>
    demo.objects[kind].map(({ metadata }) => ({ target: `${kind.toLowerCase()}/${metadata.name ?? ""}`, namespace: metadata.namespace ?? "" })));
  return [
    ...(await record(list, [{}, { pods: true }, { namespace: "shop", pods: true }])),
    ...(await record(explain, [...targets, { target: "10.96.45.123:8000" }, { target: "https://shop.example.com/" }])),
    ...(await record(snapshot, [{}])),
  ];
};

export const askedKinds = async (): Promise<readonly Asked[]> => {
  const all = (await questions()).flatMap(({ by, needs }) => needs.map((need) => ({ by, need })));
  const byKind = [...Map.groupBy(all, ({ need }) => need.kind)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return byKind.map(([kind, uses]) => ({
    kind,
    verbs: [...new Set(uses.map(({ need }) => (need.name === undefined ? ("list" as const) : ("get" as const))))].toSorted(),
    by: [...new Set(uses.map(({ by }) => by))].toSorted(),
  }));
};
