/** The optional features of the Gateway API that a route asks for, by the names that GatewayClass.status.supportedFeatures uses (pkg/features). */
import type { ObjectOf, Route } from "../snapshot/kinds.ts";
import type { GatewayClass } from "./gateway-class.ts";

export interface FeatureUse {
  /** Any of these names will do: some were renamed. */
  readonly anyOf: readonly string[];
  readonly path: string;
}

type HTTPRule = ObjectOf<"HTTPRoute">["spec"]["rules"][number];
type Filter = HTTPRule["filters"][number];

const use = (path: string, ...anyOf: readonly string[]): FeatureUse => ({ path, anyOf });

const ofMatches = (rule: HTTPRule, path: string): readonly FeatureUse[] =>
  rule.matches.flatMap((match, i) => [
    ...(match.method === undefined ? [] : [use(`${path}.matches[${i}].method`, "HTTPRouteMethodMatching")]),
    ...(match.queryParams.length === 0 ? [] : [use(`${path}.matches[${i}].queryParams`, "HTTPRouteQueryParamMatching")]),
  ]);

const ofRedirect = ({ requestRedirect: redirect }: Filter, path: string): readonly FeatureUse[] =>
  redirect === undefined ? [] : [
    ...(redirect.scheme === undefined ? [] : [use(`${path}.requestRedirect.scheme`, "HTTPRouteSchemeRedirect")]),
    ...(redirect.port === undefined ? [] : [use(`${path}.requestRedirect.port`, "HTTPRoutePortRedirect")]),
    ...(redirect.path === undefined ? [] : [use(`${path}.requestRedirect.path`, "HTTPRoutePathRedirect")]),
    ...([303, 307, 308].includes(redirect.statusCode ?? 302) ? [use(`${path}.requestRedirect.statusCode`, `HTTPRoute${redirect.statusCode}RedirectStatusCode`)] : []),
  ];

const ofFilter = (filter: Filter, path: string): readonly FeatureUse[] => [
  ...ofRedirect(filter, path),
  ...(filter.responseHeaderModifier === undefined ? [] : [use(`${path}.responseHeaderModifier`, "HTTPRouteResponseHeaderModification")]),
  ...(filter.urlRewrite?.hostname === undefined ? [] : [use(`${path}.urlRewrite.hostname`, "HTTPRouteHostRewrite")]),
  ...(filter.urlRewrite?.path === undefined ? [] : [use(`${path}.urlRewrite.path`, "HTTPRoutePathRewrite")]),
  ...(filter.requestMirror === undefined ? [] : [use(`${path}.requestMirror`, "HTTPRouteRequestMirror")]),
  ...(filter.cors === undefined ? [] : [use(`${path}.cors`, "HTTPRouteCORS")]),
];

const ofRule = (rule: HTTPRule, path: string): readonly FeatureUse[] => [
  ...ofMatches(rule, path),
  ...rule.filters.flatMap((filter, i) => ofFilter(filter, `${path}.filters[${i}]`)),
  ...(rule.timeouts?.request === undefined ? [] : [use(`${path}.timeouts.request`, "HTTPRouteRequestTimeout")]),
  ...(rule.timeouts?.backendRequest === undefined ? [] : [use(`${path}.timeouts.backendRequest`, "HTTPRouteBackendTimeout")]),
  ...(rule.retry === undefined ? [] : [use(`${path}.retry`, "HTTPRouteRetryCodes", "HTTPRouteRetry", "HTTPRouteRetryConnectionError")]),
];

/** The kind itself, and what it uses beyond the core of its kind. */
export const featuresOf = (route: Route): readonly FeatureUse[] => [
  use("kind", route.kind),
  ...(route.kind === "HTTPRoute" ? route.spec.parentRefs.flatMap((ref, i) => (ref.port === undefined ? [] : [use(`spec.parentRefs[${i}].port`, "HTTPRouteParentRefPort")])) : []),
  ...(route.kind === "HTTPRoute" ? route.spec.rules.flatMap((rule, i) => ofRule(rule, `spec.rules[${i}]`)) : []),
];

/** The names that a class lists: objects with a name since v1.2 of the API, plain strings before. */
export const supportedFeatures = (gatewayClass: GatewayClass): ReadonlySet<string> =>
  new Set(gatewayClass.status.supportedFeatures.flatMap((feature) =>
    typeof feature === "string" ? [feature] : typeof feature === "object" && feature !== null && "name" in feature && typeof feature.name === "string" ? [feature.name] : []));
