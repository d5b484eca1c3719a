// The stale limit, from the operator's setting to a player who acknowledges nothing.
import { afterEach, expect, it, vi } from "vitest";
import { openPlayer, type Player } from "./testing/player.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 120_000 });

const STALE_MS = 2_500;
/** Maximum frame rate of a room. */
const FRAMES_PER_SECOND = 10;

let server: ServerProcess | undefined;
let player: Player | undefined;
afterEach(async () => {
  player?.close();
  await server?.stop();
});

it("a player who acknowledges nothing gets frames until the stale limit and stays connected", async () => {
  server = await startServerProcess("--stale-ms", String(STALE_MS));
  const { url, opsUrl } = server;
  const silent = openPlayer(url, "Silent");
  silent.acknowledges = false;
  player = silent;
  await vi.waitFor(
    async () => {
      const metrics = await (await fetch(`${opsUrl}metrics`)).text();
      expect(metrics).toMatch(/^doubloon_frames_dropped_total\{reason="behind"\} [1-9]/m);
    },
    { timeout: 60_000, interval: 50 },
  );
  // The first and the last frame of the span are both within it.
  const most = (STALE_MS / 1_000) * FRAMES_PER_SECOND + 1;
  expect(silent.frames).toBeGreaterThan(0);
  expect(silent.frames).toBeLessThanOrEqual(most);
  expect(silent.connected).toBe(true);
  expect(silent.losses).toBe(0);
});
