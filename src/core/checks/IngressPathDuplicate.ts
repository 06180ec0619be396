import { formatRef } from "../snapshot/ref.ts";
import { refOf } from "../snapshot/snapshot.ts";
import { ingressUses, type IngressUse } from "../topology/backends.ts";
import { rivalsOf, standsApart } from "../topology/ingress-paths.ts";
import { defineCheck, type Finding } from "./check.ts";

/** The API allows it and does not say who wins; ingress-nginx and most others let the oldest Ingress win. */
export const IngressPathDuplicate = defineCheck({
  code: "IngressPathDuplicate",
  severity: "warning",
  title: "Another Ingress has the same host and path",
  about: ["Ingress"],
  reads: ["IngressClass"],
  run: (ingress, snapshot) =>
    standsApart(ingress) ? [] : ingressUses(ingress).flatMap((use) => {
      const [winner] = use.isDefault ? [] : rivalsOf(snapshot, use);
      return winner && !isSame(winner, use) && targetOf(winner) !== targetOf(use) ? [finding(use, winner)] : [];
    }),
});

const isSame = (a: IngressUse, b: IngressUse): boolean => a.ingress === b.ingress && a.path === b.path;
const targetOf = ({ ingress, backend }: IngressUse): string =>
  JSON.stringify([ingress.metadata.namespace, backend.service?.name, backend.service?.port?.number, backend.service?.port?.name, backend.resource?.name]);

const finding = (use: IngressUse, winner: IngressUse): Finding => {
  const place = `${use.host ?? "any host"}${use.urlPath ?? "/"}`;
  const isOwn = use.ingress === winner.ingress;
  const ages = use.ingress.metadata.creationTimestamp !== undefined && use.ingress.metadata.creationTimestamp !== winner.ingress.metadata.creationTimestamp;
  const who = isOwn ? `${winner.path.replace(/\.backend$/, "")} of the same Ingress` : formatRef(refOf(winner.ingress));
  return {
    path: use.path.replace(/\.backend$/, ".path"),
    detail: `${place} is already in ${who}, which sends it to Service ${winner.backend.service?.name ?? "(none)"}. ${ages ? "That Ingress is older, and with most controllers the older one gets all requests." : isOwn ? "With most controllers the first one gets all requests." : "Which of them gets the requests is up to the controller (most let the older one win)."}`,
    fix: ["Remove the path from one of them, or change its host or path."],
  };
};
