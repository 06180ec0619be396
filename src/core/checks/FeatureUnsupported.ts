import { attachmentsOf } from "../topology/attachment.ts";
import { type GatewayClass, gatewayClassOf } from "../topology/gateway-class.ts";
import { featuresOf, supportedFeatures } from "../topology/route-features.ts";
import { defineCheck, type Finding } from "./check.ts";
import { allRouteKinds } from "./parent-refs.ts";
import type { Route } from "../snapshot/kinds.ts";

/** Only classes that list what they support are judged, and most under-report: hence a warning. */
export const FeatureUnsupported = defineCheck({
  code: "FeatureUnsupported",
  severity: "warning",
  title: "A route uses a feature that its GatewayClass does not list",
  about: allRouteKinds,
  reads: ["Gateway", "GatewayClass", "ListenerSet", "Namespace"],
  run: (route, snapshot) => {
    const attachments = attachmentsOf(snapshot, route);
    const classes = new Set<GatewayClass>();
    for (const { gateway } of attachments) {
      const lookup = gateway && gatewayClassOf(snapshot, gateway);
      if (lookup?.state === "found") classes.add(lookup.object);
    }
    return [...classes].flatMap((one) => missingFrom(one, route));
  },
});

const missingFrom = (gatewayClass: GatewayClass, route: Route): readonly Finding[] => {
  const supported = supportedFeatures(gatewayClass);
  // An empty list, or one without the core features, is no statement about routes.
  if (!supported.has("HTTPRoute") && !supported.has(route.kind)) return [];
  const name = gatewayClass.metadata.name ?? "";
  return featuresOf(route).filter(({ anyOf }) => !anyOf.some((feature) => supported.has(feature))).map(({ path, anyOf }) => ({
    path,
    detail: `GatewayClass ${name} does not list ${anyOf[0]} among its supported features: ${path === "kind" ? `${route.kind}s` : "the field"} may be ignored or refused.`,
    fix: [`See in the documentation of ${gatewayClass.spec.controllerName ?? "the implementation"} whether it has it, or leave it out.`],
  }));
};
