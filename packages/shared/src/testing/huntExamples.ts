// A hunt and a ground to test with: a zone of 192x192 tiles with lakes, and a river that cuts off its east.
import type { ResolvedHunt } from "../hunt/definition.ts";

export const testHunt: ResolvedHunt = {
  number: 1,
  definition: "cycle",
  title: "The Governor's Silver",
  kind: "hunt",
  zone: { x: 32, y: 48, width: 192, height: 192 },
  announceTicks: 1800,
  countdownTicks: 200,
  waveTicks: [3200, 3200, 3200],
  podiumTicks: 500,
  huntersPerCache: 4,
  minCaches: 6,
  maxCaches: 2500,
  tiers: [
    { name: "chest", value: 100, share: 3 },
    { name: "coffer", value: 250, share: 2 },
  ],
  crownValue: 600,
  mimicOneIn: 5,
  clues: { piece: true, turned: true, riddleTicks: 800, hintTicks: 1200 },
  tools: ["spade"],
};

/** Lakes in a pattern that repeats, and a river from north to south at column 200; blocked outside 256x256 tiles. */
export function testGround() {
  const isBlocked = (x: number, y: number): boolean =>
    x < 0 || y < 0 || x >= 256 || y >= 256 || x === 200 || (x % 40 < 5 && y % 40 < 6);
  return {
    blockedAt: isBlocked,
    terrainAt: (x: number, y: number): number => (isBlocked(x, y) ? 1 : y % 60 < 20 ? 2 : 3),
  };
}
