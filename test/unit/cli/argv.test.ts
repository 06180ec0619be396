import { describe, expect, test } from "vitest";
import { normalise } from "../../../src/cli/argv.ts";
import { commands } from "../../../src/cli/commands.ts";
import { allFlags, parse } from "../../../src/cli/parse.ts";

const inputs = (line: string) => normalise(line.split(" "), allFlags(commands)).inputs.join(" ");

describe("kubectl's ways of writing flags", () => {
  test.each([
    ["list -n shop", "list --namespace=shop"],
    ["list -nshop", "list --namespace=shop"],
    ["list -n=shop", "list --namespace=shop"],
    ["list --namespace shop", "list --namespace=shop"],
    ["list -ojson", "list --output=json"],
    ["list -Aowide", "list --all-namespaces --output=wide"],
    ["list -Ao wide", "list --all-namespaces --output=wide"],
    ["list -A=false", "list --all-namespaces=false"],
    ["list -l app=web,tier!=db", "list --selector=app=web,tier!=db"],
    ["-n shop list -A", "list --namespace=shop --all-namespaces"],
    ["list -f -", "list --filename=-"],
    ["list -f a.yaml -f b.yaml", "list --filename=a.yaml --filename=b.yaml"],
    ["list --token -abc", "list --token=-abc"],
    ["explain svc web", "explain svc web"],
    ["explain -- -n", "explain -- -n"],
    ["help explain", "explain --help"],
    ["help", "--help"],
    ["list -h", "list --help"],
  ])("%s is %s", (given, expected) => expect(inputs(given)).toBe(expected));

  test("the last of several wins, as in an alias with more typed behind it; lists keep all", () => {
    expect(inputs("list -n a --as-group x -n b --as-group y")).toBe("list --as-group=x --namespace=b --as-group=y");
  });

  test("after --, words are words", () => {
    expect(inputs("explain -n a -- --namespace=b")).toBe("explain --namespace=a -- --namespace=b");
  });
});

describe("what commands are given", () => {
  const parsed = async (line: string) => {
    const result = await parse(line.split(" "), commands);
    return result.kind === "command" ? { command: result.command.name, flags: result.flags, args: result.args } : result;
  };

  test("values have the types that the command declares", async () => {
    expect(await parsed("explain svc web --from pod --cost-low 12.5 --compare-types -f a.yaml,b.yaml -f c.yaml")).toMatchObject({
      command: "explain", args: ["svc", "web"], flags: { from: "pod", costLow: 12.5, compareTypes: true, filename: ["a.yaml", "b.yaml", "c.yaml"] },
    });
  });

  test("booleans take =true and =false", async () => {
    expect(await parsed("list -A=false --demo=true --no-headers")).toMatchObject({ flags: { allNamespaces: false, demo: true, noHeaders: true } });
  });

  test("groups to impersonate may hold commas", async () => {
    expect(await parsed("list --as-group a,b --as-group c")).toMatchObject({ flags: { asGroup: ["a,b", "c"] } });
  });

  test("an empty value is none, as where a shell variable was empty; but files are not forgotten silently", async () => {
    expect(inputs("list -n a --namespace= --context=")).toBe("list");
    expect(await parsed("list --filename=")).toMatchObject({ kind: "wrong" });
  });
});
