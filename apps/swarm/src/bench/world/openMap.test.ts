import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openWorldArgs } from "./openMap.ts";

test("the server of the world row takes more players from this machine than one address may have", async () => {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-open-map-"));
  try {
    expect(await openWorldArgs(folder, 8_000)).toContain("--exempt-loopback");
  } finally {
    await rm(folder, { recursive: true });
  }
});
