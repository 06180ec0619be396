/** The path of a key in a map, as kubectl users write it: `spec.selector.app`, `metadata.labels["app.kubernetes.io/name"]`. */
export const fieldOf = (map: string, key: string): string => (/^[\w-]+$/.test(key) ? `${map}.${key}` : `${map}[${JSON.stringify(key)}]`);
