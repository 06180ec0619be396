import type { Plugin } from "esbuild";

/**
 * Parts of @kubernetes/client-node that the cluster loader does without. It takes
 * the kubeconfig and the authentication from there and sends requests itself, so the
 * typed clients (2 MB, 40 ms of every start) and undici (which does not start before
 * Node 22.15) would be carried along for nothing.
 */
const leftOut: readonly { readonly path: RegExp; readonly from: RegExp }[] = [
  { path: /^undici$/, from: /@kubernetes[\\/]client-node[\\/]/ },
  { path: /^\.\/gen\/index\.js$/, from: /@kubernetes[\\/]client-node[\\/]dist[\\/]/ },
];

/** Stands in for a module: every export is a function that says what happened, should anything call it after all. */
const standIn = (name: string): string =>
  `module.exports = new Proxy({}, { get: (_, member) => function () {
     throw new Error(\`\${String(member)} of ${name} was called, which scripts/build/lean.ts leaves out of this build\`);
   } });`;

export const leanKubernetesClient: Plugin = {
  name: "lean-kubernetes-client",
  setup(builder) {
    for (const { path, from } of leftOut) {
      builder.onResolve({ filter: path }, ({ importer }) => (from.test(importer) ? { path: path.source, namespace: "left-out" } : undefined));
    }
    builder.onLoad({ filter: /.*/, namespace: "left-out" }, ({ path }) => ({ contents: standIn(path.replace(/[\\^$]/g, "")), loader: "js" }));
  },
};
