// A programming error in a real process: one fatal line, a farewell to players, exit code 1.
import { expect, test, vi } from "vitest";
import { openPlayer } from "./wiring/testing/player.ts";
import { startServerProcess } from "./wiring/testing/serverProcess.ts";

vi.setConfig({ testTimeout: 120_000 });
const FAULT = new URL("./wiring/testing/faultOnSignal.ts", import.meta.url).href;

test.each([
  ["one process", []],
  ["the world of two gateways", ["--gateways", "2"]],
])("an uncaught error ends %s with exit code 1, and players get a farewell", async (_, flags) => {
  vi.stubEnv("NODE_OPTIONS", `${process.env["NODE_OPTIONS"] ?? ""} --import=${FAULT}`);
  const server = await startServerProcess(...flags).finally(() => vi.unstubAllEnvs());
  const player = openPlayer(server.url, "Anne");
  await vi.waitFor(() => expect(player.frames).toBeGreaterThan(0), { timeout: 50_000, interval: 20 });
  process.kill(server.pid, "SIGUSR2");
  await vi.waitFor(() => expect(player.refusals[0]?.code).toBe("shuttingDown"), {
    timeout: 50_000,
    interval: 20,
  });
  player.close();
  expect(await server.stop()).toBe(1);
  expect(server.log()).toContain("uncaught error");
  expect(server.log()).toContain("a fault of the test");
});
