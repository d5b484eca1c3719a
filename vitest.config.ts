import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.{ts,tsx}", "tests/**/*.test.ts"],
    // Two cores: two workers. Tests wait for states, so the limits are generous and never what is measured.
    maxWorkers: 2,
    // Real processes on a busy machine: a test that fails twice is broken, one that fails once is reported as retried.
    retry: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
