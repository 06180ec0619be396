/** Hostnames of listeners, routes and Ingress rules, and where they meet. */

const normalise = (hostname: string): string => hostname.toLowerCase();
const isWildcard = (hostname: string): boolean => hostname.startsWith("*.");

/**
 * The hostname for which both apply, or undefined where they share none. In the Gateway API a wildcard stands for one
 * or more labels, so `*.example.com` takes `a.b.example.com` but not `example.com` (httproute_types.go, hostnames).
 * An absent hostname matches everything.
 */
export const intersect = (a: string | undefined, b: string | undefined): string | undefined => {
  const [x, y] = [normalise(a ?? ""), normalise(b ?? "")];
  if (x === "") return y === "" ? "*" : y;
  if (y === "" || x === y) return x;
  if (isWildcard(x) && isWithin(y, x)) return y;
  if (isWildcard(y) && isWithin(x, y)) return x;
  return undefined;
};

/** Whether a hostname (or a narrower wildcard) lies under a wildcard. */
const isWithin = (hostname: string, wildcard: string): boolean => hostname.endsWith(wildcard.slice(1)) && hostname.length > wildcard.length - 1;

/** The hostnames under which a route answers on a listener: all intersections; `*` alone when neither side names one. */
export const intersections = (listener: string | undefined, route: readonly string[]): readonly string[] => {
  const wanted: readonly (string | undefined)[] = route.length === 0 ? [undefined] : route;
  return [...new Set(wanted.flatMap((hostname) => intersect(listener, hostname) ?? []))];
};

/** Whether a Gateway API hostname takes a name that a client asked for. */
export const takes = (hostname: string, name: string): boolean =>
  hostname === "*" || hostname === "" || intersect(hostname, name) === normalise(name);

/** Whether an Ingress host takes a name: its wildcard stands for exactly one label (IngressRule.host in networking/v1). */
export const ingressHostTakes = (host: string | undefined, name: string): boolean => {
  if (host === undefined || host === "" || host === "*") return true;
  const [x, y] = [normalise(host), normalise(name)];
  if (!isWildcard(x)) return x === y;
  const rest = y.indexOf(".");
  return rest > 0 && y.slice(rest) === x.slice(1);
};

/** Whether a certificate's name covers a hostname: a wildcard stands for exactly one label (RFC 6125). */
export const certificateCovers = (certificateName: string, hostname: string): boolean => {
  const [x, y] = [normalise(certificateName), normalise(hostname)];
  return x === y || (isWildcard(x) && !y.startsWith("*.") && ingressHostTakes(x, y));
};
