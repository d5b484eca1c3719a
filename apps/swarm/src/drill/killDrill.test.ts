import { expect, test, vi } from "vitest";
import { runKillDrill } from "./killDrill.ts";

vi.setConfig({ testTimeout: 240_000 });

test("confirmed awards survive a server that is killed again and again", async () => {
  const lines: string[] = [];
  const report = await runKillDrill({
    kills: 3,
    players: 20,
    gateways: 2,
    random: Math.random,
    log: (line) => void lines.push(line),
  });
  expect(report).toMatchObject({ kills: 3, players: 20, missing: 0, missingPoints: 0 });
  // One rejoin after each kill; more if a connection is lost while a server starts.
  expect(report.returns).toBeGreaterThanOrEqual(60);
  expect(report.pointsTold).toBeGreaterThanOrEqual(report.awardsTold);
  expect(lines.length).toBe(3);
});
