import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/{unit,cases,property,surface,gates}/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "cluster",
          include: ["test/cluster/**/*.test.ts"],
          globalSetup: ["test/cluster/setup.ts"],
          // Building kube-apiserver from source takes minutes on a cold cache.
          hookTimeout: 1_200_000,
          testTimeout: 60_000,
          // One API server serves every file; two at once would only fight over ports and memory.
          fileParallelism: false,
        },
      },
    ],
    environment: "node",
    restoreMocks: true,
  },
});
