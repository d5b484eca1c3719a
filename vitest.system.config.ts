// Tests of whole systems (the image, several machines), which need root, programs of Debian and minutes. `npm test` runs them
// after the others, one at a time; each skips itself, with the reason, where it cannot run.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["apps/*/src/**/*.system.test.ts"],
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 900_000,
  },
});
