// Measures the cost of saving a world with many known players, some of them online, to a real disk. Prints one line of
// JSON: how long saving blocked the world thread per turn (median, p95, maximum, in ms), and MB written a second.
//   node scripts/run.mjs apps/server/src/bench/savingBench.ts [REMEMBERED] [ONLINE] [SECONDS]
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstSaveState } from "@doubloon/engine/saved/saveState";
import { SaveWriter } from "@doubloon/engine/saved/saveWriter";
import { makeMap, playerId, testLoot } from "@doubloon/engine/testing/testWorld";
import { createWorld } from "@doubloon/engine/world";
import { createSqliteLedger } from "../ledger/sqliteLedger.ts";
import { createSystemClock } from "../lib/clock.ts";
import type { Entered } from "../link/port.ts";
import { nullGateway } from "../link/session/nullGateway.ts";
import { createInlineLink } from "../link/transports/inlineLink.ts";
import { createWorldHost } from "../world/worldHost.ts";
import { nullWorldObserver } from "../world/worldObserver.ts";

const [remembered = 100_000, online = 300, seconds = 20] = process.argv.slice(2).map(Number);
const SIDE_TILES = 512;
const TURN_EVERY_MS = 100;
/** Share of the players who turn each time. */
const TURN_SHARE = 0.1;
/** Time for all joins to complete, in ms: 2 s plus 0.2 ms per player. */
const SETTLE_MS = 2000 + online / 5;
const map = makeMap(SIDE_TILES, SIDE_TILES, 11);
const worldOptions = { map, loot: testLoot, seed: 7 };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const writtenBytes = (): number =>
  Number(/write_bytes: (\d+)/.exec(readFileSync("/proc/self/io", "utf8"))?.[1] ?? 0);
const quantile = (values: readonly number[], part: number): number =>
  Number((values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? 0).toFixed(2));

const folder = mkdtempSync(join(tmpdir(), "doubloon-saving-bench-"));
const ledger = await createSqliteLedger(folder);
await fill();
const turns: number[] = [];
const link = createInlineLink();
const players: Entered[] = [];
let awards = 0;
let saves = 0;
const host = await createWorldHost({
  ...worldOptions,
  ledger,
  link: link.world,
  clock: createSystemClock(),
  observer: {
    ...nullWorldObserver,
    saveTurn: (ms) => void turns.push(ms),
    saved: () => void saves++,
  },
});
link.gateway.serve({
  ...nullGateway,
  entered: (entry) => void players.push(entry),
  award: () => void awards++,
});
host.start();
for (let i = 0; i < online; i++) {
  link.gateway.world.enter(link.gateway.id, i, playerId((i * 97) % remembered), `Player ${i}`);
}
await pause(SETTLE_MS);
turns.length = 0;
saves = 0;
awards = 0;
const bytesBefore = writtenBytes();
const startMs = performance.now();
for (let seq = 1; performance.now() - startMs < seconds * 1000; seq++) {
  for (const { session, mover } of players) {
    if (Math.random() > TURN_SHARE) continue;
    const heading = Math.floor(Math.random() * 64);
    link.gateway.world.input(link.gateway.id, session, mover, seq & 0xffff, 1, heading, 0, 0);
  }
  await pause(TURN_EVERY_MS);
}
const megabytes = (writtenBytes() - bytesBefore) / 1e6;
const writtenMBs = Number((megabytes / ((performance.now() - startMs) / 1000)).toFixed(2));
const stats = {
  turnMsP50: quantile(turns, 0.5),
  turnMsP95: quantile(turns, 0.95),
  turnMsMax: quantile(turns, 1),
};
console.log(JSON.stringify({ remembered, online, saves, ...stats, writtenMBs, awards }));
await host.close();
await ledger.close();
rmSync(folder, { recursive: true });
process.exit(0);

/** Saves a world in which every player is known and has a score. */
async function fill(): Promise<void> {
  const world = createWorld(worldOptions);
  for (let i = 0; i < remembered; i++) {
    const row = world.accounts.add(playerId(i), `Player ${i}`);
    world.accounts.score[row] = 1 + ((i * 7919) % 5000);
    world.board.insert(row);
  }
  const state = firstSaveState("bench");
  const makeBuffer = (bytes: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(bytes));
  const writer = new SaveWriter(world, { state, whole: true, makeBuffer });
  await ledger.save(writer.take());
}
