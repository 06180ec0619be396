import { some } from "../notes/wording.ts";
import { formatRef } from "../snapshot/ref.ts";
import { refOf } from "../snapshot/snapshot.ts";
import { type DNSClaim, rivalClaims } from "../topology/dns-claims.ts";
import { defineCheck } from "./check.ts";

/**
 * A DNS name leads to one place. Inside and outside views of a name, and a move from Ingress to Gateway, make two claims
 * on purpose; two Services that ask external-dns for the same name do not.
 */
export const DNSNameClaimedTwice = defineCheck({
  code: "DNSNameClaimedTwice",
  severity: "info",
  title: "Two objects claim a DNS name for different addresses",
  about: ["GRPCRoute", "HTTPRoute", "Ingress", "Service", "TLSRoute"],
  reads: [],
  run: (object, snapshot) =>
    rivalClaims(snapshot, object).map(({ claim, rivals }) => ({
      path: claim.path,
      detail: `${claim.hostname} is claimed here${forWhom(claim)} and by ${some(rivals.map((one) => `${formatRef(refOf(one.by))}${forWhom(one)}`), 2)}. Where both are written to one DNS zone, only one of them gets its way.`,
      fix: ["Look where the name resolves to; give one of them another name, or leave it to one of them."],
      ...(object.kind === "Service" && rivals.some(({ by }) => by.kind === "Service") ? { severity: "warning" as const } : {}),
    })),
});

const forWhom = ({ by, targets }: DNSClaim): string => (by.kind === "Service" ? "" : ` for ${some(targets)}`);
