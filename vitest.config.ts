import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "apps/*/src/**/*.test.{ts,tsx}",
      "tools/*/src/**/*.test.ts",
      "tests/**/*.test.ts",
    ],
    // Run afterwards, see vitest.system.config.ts.
    exclude: ["**/node_modules/**", "**/*.system.test.ts"],
    // Two cores: two workers. Tests wait for states, so the limits are generous and never what is measured.
    maxWorkers: 2,
    // No retry: a test that fails once is broken, or what it tests is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
