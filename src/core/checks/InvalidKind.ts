import { backendUsesOf, severityOf } from "./backend-refs.ts";
import { defineCheck, type Finding } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";

/** Groups of Kubernetes itself: their kinds are known, and Service is the only one that takes traffic. */
const BUILT_IN = new Set(["", "apps", "batch", "autoscaling", "networking.k8s.io", "discovery.k8s.io", "policy"]);

/** Kinds of other groups (ServiceImport, an implementation's own backends, routes to delegate to) may be valid; where they lead is not read here. */
export const InvalidKind = defineCheck({
  code: "InvalidKind",
  severity: "error",
  title: "A route sends traffic to something that cannot take it",
  about: allRouteKinds,
  reads: [],
  run: (route) =>
    backendUsesOf(route).flatMap((use) => {
      const { group = "", kind = "Service", name } = use.ref;
      if (group === "" && kind === "Service") return [];
      if (!BUILT_IN.has(group)) return [{ ...elsewhere(`${use.path}.kind`, `${kind} ${name ?? ""} of group ${group}`), ...severityOf(use) }];
      return [{
        path: `${use.path}.kind`,
        detail: `${kind} ${name}${group === "" ? "" : ` of group ${group}`} cannot be the backend of a route.`,
        fix: [kind === "Service" ? `Leave out ${use.path}.group: Services are in the core group.` : `Name a Service; it selects the pods by their labels.`],
        ...severityOf(use),
      }];
    }),
});

const elsewhere = (path: string, what: string): Finding => ({
  path,
  detail: `${what} is a backend that only the Gateway's implementation can follow.`,
  fix: ["Ask its own status whether it is accepted and resolved."],
  unknown: `where ${what} leads is not read`,
});
