// A world that dies in the middle of a hunt and is opened again from what was saved: the hunt goes on where it was, nothing
// that was told is lost or given twice, and the public log stays one chain.
import { verifyLog } from "@doubloon/shared/fair/verify/verifyLog";
import { expect, test } from "vitest";
import { createMemoryLedger } from "../../ledger/testing/memoryLedger.ts";
import { huntMap, NOON_MS, nonceOf, playHunts } from "./testing/playedHunt.ts";

type Game = Awaited<ReturnType<typeof playHunts>>;
type Player = Awaited<ReturnType<Game["enter"]>>;

const map = {
  version: huntMap.version,
  ground: {
    blockedAt: (x: number, y: number) => !(x >= 0 && y >= 0 && x < 96 && y < 96),
    terrainAt: () => 1,
  },
};
const phaseOf = (game: Game): string | undefined =>
  game.heard.hunts.at(-1)?.hunts.find(({ hunt }) => hunt === 1)?.phase;

function rowOf(game: Game, player: Player): number {
  return game.world.hunts.hunters.find(game.world.accounts.find(player.playerId) ?? -1) ?? -1;
}

/** Has a player dig where the cache of the own thread lies. */
async function digAtOwnCache(game: Game, player: Player): Promise<void> {
  const { caches } = game.world.hunts.list[0];
  const cache = game.world.hunts.hunters.cache[rowOf(game, player)];
  game.place(player, caches.tileX[cache], caches.tileY[cache]);
  await game.run(100);
  game.dig(player);
}

/** The moments at which the world dies, in the order of a hunt. */
const moments: readonly [string, (game: Game, one: Player) => Promise<void>][] = [
  ["after the announcement", async () => {}],
  ["in the countdown", (game) => game.until(() => phaseOf(game) === "countdown")],
  ["as the first wave starts", (game) => game.until(() => phaseOf(game) === "running")],
  [
    "while a cache is being unearthed",
    async (game, one) => {
      await game.until(() => game.last(1, "hunter")?.thread !== 0 && phaseOf(game) === "running");
      await digAtOwnCache(game, one);
      await game.until(() => game.world.hunts.list[0].struck.length > 0);
      await game.run(1_500);
    },
  ],
  [
    "right after a find was told",
    async (game, one) => {
      await game.until(() => game.last(1, "hunter")?.thread !== 0 && phaseOf(game) === "running");
      await digAtOwnCache(game, one);
      await game.until(() => game.heard.finds.length > 0);
    },
  ],
  [
    "right after a find that was not saved",
    async (game, one) => {
      await game.until(() => game.last(1, "hunter")?.thread !== 0 && phaseOf(game) === "running");
      await digAtOwnCache(game, one);
      await game.until(() => game.world.hunts.list[0].found.length > 0);
    },
  ],
  ["on the podium", (game) => game.until(() => phaseOf(game) === "podium")],
];

test.each(moments)("killed %s, the hunt goes on to its end and every claim stays true", async (_, play) => {
  const ledger = createMemoryLedger();
  const before = await playHunts({ ledger });
  const one = await before.enter(1, 1);
  const two = await before.enter(2, 2);
  void before.host.hunts.console.order({ act: "start", definition: "short" }, "anne");
  await before.until(() => phaseOf(before) === "announced");
  before.ask(one, { type: "join", hunt: 1, nonce: nonceOf(1) });
  before.ask(two, { type: "join", hunt: 1, nonce: nonceOf(2) });
  await before.until(() => before.last(2, "hunter")?.hunt === 1);
  await before.run(600);
  await play(before, one);
  before.host.abandon();
  const told = { finds: [...before.heard.finds], entries: [...before.heard.entries] };
  const earlier = before.world.hunts.list[0];

  const after = await playHunts({ ledger, wallMs: NOON_MS + 60_000 });
  const again = [await after.enter(1, 1), await after.enter(2, 2)];
  const hunt = after.world.hunts.list[0];
  expect(hunt.resolved).toEqual(earlier.resolved);
  expect([[...hunt.secret], hunt.nonces]).toEqual([[...earlier.secret], earlier.nonces]);
  expect(after.heard.entries.slice(0, told.entries.length)).toEqual(told.entries);
  for (const find of told.finds) expect(hunt.found.map(({ cache }) => cache)).toContain(find.cache);
  if (earlier.phase === "running" && hunt.phase === "running") {
    await after.until(() => again.every((_, i) => (after.last(i + 1, "hunter")?.thread ?? 0) > 0));
  }
  await after.until(() => after.world.hunts.list[0]?.phase === "podium" || phaseOf(after) === "podium");
  await after.until(() => after.world.hunts.list.length === 0);

  const verdict = verifyLog(
    { format: 1, entries: after.heard.entries.map((text) => JSON.parse(text) as unknown) },
    map,
  );
  expect(verdict).toMatchObject({ ok: true, hunts: [{ closed: { type: "revealed" } }] });
  const results = await after.host.hunts.console.results(1);
  if (!results.ok) throw new Error(results.text);
  const { rows, caches } = results.value;
  const found = caches.filter(({ state }) => state === "found");
  expect(new Set(found.map(({ index }) => index)).size).toBe(found.length);
  for (const find of told.finds) expect(found.map(({ index }) => index)).toContain(find.cache);
  // Scores are what the hunt gave, once.
  for (const { name, points } of rows) {
    const player = again.find((entry) => entry.name === name);
    const row = after.world.accounts.find(player?.playerId ?? again[0].playerId) ?? -1;
    expect([name, after.world.accounts.score[row]]).toEqual([name, points]);
    expect(after.world.season.pointsOf(row)).toBe(points);
  }
  await after.host.close();
});

test("killed in the first wave, a player gets clues and readings of the same thread again", async () => {
  const ledger = createMemoryLedger();
  const before = await playHunts({ ledger });
  const one = await before.enter(1, 1);
  void before.host.hunts.console.order({ act: "start", definition: "short" }, "anne");
  await before.until(() => phaseOf(before) === "announced");
  before.ask(one, { type: "join", hunt: 1, nonce: nonceOf(1) });
  await before.until(() => before.last(1, "hunter")?.thread !== 0 && phaseOf(before) === "running");
  before.read(one);
  await before.until(() => before.heard.readings.length > 0);
  await before.until(() => before.last(1, "clue") !== undefined);
  await before.run(1_000);
  before.host.abandon();
  const after = await playHunts({ ledger });
  await after.enter(1, 1);
  await after.until(() => after.heard.readings.length > 0 && after.last(1, "clue") !== undefined);
  const [first, again] = [before.heard.readings[0].reading, after.heard.readings[0].reading];
  expect([again.thread, again.cellX, again.cellY, again.band]).toEqual([
    first.thread,
    first.cellX,
    first.cellY,
    first.band,
  ]);
  expect(after.last(1, "clue")).toMatchObject({ thread: first.thread, hunt: 1 });
  const pieces = (game: Game) => game.heard.told.find(({ message }) => message[0] === "clue")?.message;
  expect(pieces(after)).toEqual(pieces(before));
  after.host.abandon();
});
