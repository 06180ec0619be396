/** What is not there, and what only may not be: what could not be read is never said to be missing. */
import { describe, expect, it } from "vitest";
import { explain } from "../../../src/core/exposure/explain.ts";
import type { Kind } from "../../../src/core/snapshot/kinds.ts";
import { snapshotFrom } from "../../support/snapshot.ts";

const about = (yaml: string, kind: Kind): { readonly verdict: string; readonly summary: string } => {
  const name = "cart";
  const { verdict, summary } = explain(snapshotFrom(yaml, { foreign: true }), { asked: name, target: { form: "object", kind, name }, namespace: "shop" });
  return { verdict, summary };
};

describe("an object that was not found", () => {
  it("is not there where its kind is not installed", () => {
    expect(about("# gap: HTTPRoute NotInstalled\n", "HTTPRoute")).toEqual({
      verdict: "no", summary: "No: There is no HTTPRoute named cart in namespace shop: HTTPRoute is not installed in this cluster (its CRD is absent).",
    });
  });

  it("may be there where its kind may not be read", () => {
    expect(about("# gap: HTTPRoute Forbidden\n", "HTTPRoute").verdict).toBe("unknown");
  });

  it("may be there where a kind of Kubernetes itself is served in no version that is read", () => {
    expect(about("# gap: Ingress NotInstalled\n", "Ingress").verdict).toBe("unknown");
  });
});
