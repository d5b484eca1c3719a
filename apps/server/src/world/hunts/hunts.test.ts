// Whole hunts in a hosted world: what is announced, told, saved and published, and when. The rules are the engine's.
import { hashOf } from "@doubloon/shared/fair/canonical";
import { verifyLog } from "@doubloon/shared/fair/verify/verifyLog";
import { describe, expect, test } from "vitest";
import { type Ledger, LOG_PREFIX } from "../../ledger/port.ts";
import { createMemoryLedger } from "../../ledger/testing/memoryLedger.ts";
import { MAX_SAVED } from "./records/definitions.ts";
import { huntMap, nonceOf, playHunts, shortDefinition } from "./testing/playedHunt.ts";

type Game = Awaited<ReturnType<typeof playHunts>>;

const phase = (game: Game, hunt = 1): string | undefined =>
  game.heard.hunts.at(-1)?.hunts.find((one) => one.hunt === hunt)?.phase;
const log = (game: Game): unknown => ({
  format: 1,
  entries: game.heard.entries.map((text) => JSON.parse(text) as unknown),
});
const map = {
  version: huntMap.version,
  ground: {
    blockedAt: (x: number, y: number) => !(x >= 0 && y >= 0 && x < 96 && y < 96),
    terrainAt: () => 1,
  },
};

/** Two players in an announced hunt. */
async function begin(ledger?: Ledger) {
  const game = await playHunts(ledger === undefined ? {} : { ledger });
  const one = await game.enter(1, 1);
  const two = await game.enter(2, 2);
  void game.host.hunts.console.order({ act: "start", definition: "short" }, "anne");
  await game.until(() => phase(game) === "announced");
  game.ask(one, { type: "join", hunt: 1, nonce: nonceOf(1) });
  game.ask(two, { type: "join", hunt: 1, nonce: nonceOf(2) });
  await game.until(() => game.last(2, "hunter")?.hunt === 1);
  return { game, one, two };
}

/** Digs up a cache with one player, and waits until that is told. */
async function digUp(game: Game, by: Awaited<ReturnType<Game["enter"]>>, cache: number): Promise<void> {
  const { caches } = game.world.hunts.find(1)!;
  game.place(by, caches.tileX[cache], caches.tileY[cache]);
  await game.run(100);
  game.dig(by);
  const before = game.heard.finds.length;
  await game.until(() => game.heard.finds.length > before);
}

/** The cache that a session's hunter is tuned to. */
function cacheOf(game: Game, mover: number): number {
  const { hunters } = game.world.hunts;
  return hunters.cache[hunters.find(game.world.movers.account[mover] - 1)!];
}

test("a whole hunt: announced, joined, sealed, found, over, and a log that holds", async () => {
  const { game, one } = await begin();
  await game.until(() => phase(game) === "running");
  await game.until(() => game.last(1, "hunter")?.thread !== 0);
  await digUp(game, one, cacheOf(game, one.mover));
  expect(game.heard.finds).toMatchObject([{ hunt: 1, tier: "chest", by: [{ name: "P1", points: 100 }] }]);
  expect(game.heard.awards).toEqual([{ session: 1, value: 100 }]);
  await game.until(() => game.last(1, "hunter")?.points === 100);
  expect(game.last(1, "hunter")).toMatchObject({ finds: 1, rank: 1, of: 2 });
  expect(game.last(2, "hunter")).toMatchObject({ points: 0 });
  await game.until(() => phase(game) === "podium");
  await game.until(() => game.last(2, "podium") !== undefined);
  expect(game.last(1, "podium")).toMatchObject({
    top: [
      { rank: 1, name: "P1", points: 100 },
      { rank: 2, name: "P2", points: 0 },
    ],
    me: { rank: 1, me: true },
  });
  expect(game.last(2, "podium")?.caches).toHaveLength(4);
  const results = await game.host.hunts.console.results(1);
  if (!results.ok) throw new Error(results.text);
  expect(results.value.rows.map(({ name, points }) => [name, points])).toEqual([
    ["P1", 100],
    ["P2", 0],
  ]);
  expect(results.value.caches.filter(({ state }) => state === "found")).toMatchObject([{ by: ["P1"] }]);
  const verdict = verifyLog(log(game), map);
  expect(verdict).toMatchObject({ ok: true, hunts: [{ sealed: { nonces: [nonceOf(1), nonceOf(2)] } }] });
  if (!verdict.ok) return;
  expect(verdict.hunts[0].recomputed?.caches).toHaveLength(4);
  expect(verdict.hunts[0].closed).toMatchObject({ type: "revealed", resultsHash: hashOf(results.value) });
  await game.until(() => game.host.hunts.list.hunts()[0]?.phase === "archived");
  expect(game.host.hunts.list.hunts()[0]).toMatchObject({ hunt: 1, title: "The Short Hunt", cachesLeft: 3 });
});

test("H9 a thread gets a piece of the drawn chart, a riddle and hints, and no coordinates", async () => {
  const { game, one } = await begin();
  await game.until(() => phase(game) === "running");
  const clues = (kind: string) =>
    game.heard.told.flatMap(({ session, message: [event, payload] }) =>
      session === 1 && event === "clue" && payload.kind === kind ? [payload] : [],
    );
  await game.until(() => clues("hint").length > 0);
  const [piece] = clues("piece");
  const { caches } = game.world.hunts.find(1)!;
  const cache = cacheOf(game, one.mover);
  if (piece.kind !== "piece") throw new Error("no piece");
  expect(piece.layers).toHaveLength(1);
  const tiles = piece.layers[0].map((gid) => (gid & 0x0fffffff) - 1);
  expect(tiles).toHaveLength(144);
  expect(tiles).toContain(caches.tileY[cache] * 96 + caches.tileX[cache]);
  expect(Object.keys(piece).sort()).toEqual(["hunt", "kind", "layers", "thread", "turned", "wave"]);
  expect(clues("riddle")).toMatchObject([{ lines: expect.any(Array) }]);
  const [hint] = clues("hint");
  if (hint.kind !== "hint") throw new Error("no hint");
  expect(hint.area.x).toBeLessThanOrEqual(caches.tileX[cache]);
  expect(hint.area.x + hint.area.width).toBeGreaterThan(caches.tileX[cache]);
});

test("H6 a reading is told at once, to the reader alone", async () => {
  const { game, one } = await begin();
  await game.until(() => phase(game) === "running");
  await game.until(() => game.last(1, "hunter")?.thread !== 0);
  await game.run(1_000);
  game.read(one);
  await game.until(() => game.heard.readings.length > 0);
  expect(game.heard.readings).toMatchObject([
    { session: 1, reading: { thread: game.last(1, "hunter")?.thread } },
  ]);
});

test("H10 nothing of a hunt is told while saves fail: no announcement, no find, no points, no entry", async () => {
  const memory = createMemoryLedger();
  let broken = true;
  const ledger: Ledger = {
    ...memory,
    save: (changes) => (broken ? Promise.reject(new Error("disk full")) : memory.save(changes)),
  };
  const game = await playHunts({ ledger });
  const one = await game.enter(1, 1);
  void game.host.hunts.console.order({ act: "start", definition: "short" }, "anne");
  await game.run(2_000);
  expect(game.world.hunts.list).toHaveLength(1);
  expect(game.heard).toMatchObject({ hunts: [], entries: [] });
  broken = false;
  await game.until(() => phase(game) === "announced");
  expect(game.heard.entries).toHaveLength(1);
  game.ask(one, { type: "join", hunt: 1, nonce: nonceOf(1) });
  await game.until(() => phase(game) === "running");
  await game.until(() => game.last(1, "hunter")?.thread !== 0);
  broken = true;
  const cache = cacheOf(game, one.mover);
  const hunt = game.world.hunts.find(1)!;
  game.place(one, hunt.caches.tileX[cache], hunt.caches.tileY[cache]);
  await game.run(100);
  game.dig(one);
  await game.until(() => hunt.found.length > 0);
  await game.run(1_500);
  expect(game.heard).toMatchObject({ finds: [], awards: [] });
  expect(game.last(1, "hunter")?.points).toBe(0);
  expect(game.heard.hunts.at(-1)?.hunts[0].cachesLeft).toBe(4);
  expect(game.heard.entries).toHaveLength(2);
  broken = false;
  await game.until(() => game.heard.finds.length === 1 && game.last(1, "hunter")?.points === 100);
  expect(game.heard.entries).toHaveLength(3);
});

test("a cancelled hunt is revealed too, with the reason, and its number is not used again", async () => {
  const { game } = await begin();
  const { console } = game.host.hunts;
  void console.order({ act: "cancel", hunt: 1, reason: "a storm" }, "anne");
  await game.until(() => phase(game) === "cancelled");
  void console.order({ act: "start", definition: "short" }, "anne");
  await game.until(() => phase(game, 2) === "announced");
  expect(verifyLog(log(game), map)).toMatchObject({
    ok: true,
    hunts: [{ closed: { type: "cancelled", reason: "a storm" } }, { announced: { hunt: 2 } }],
  });
});

describe("after a crash in the middle of a hunt", () => {
  /** A hunt in its first wave with one find, and the ledger as the crash leaves it. */
  async function crash() {
    const ledger = createMemoryLedger();
    const { game, one } = await begin(ledger);
    await game.until(() => phase(game) === "running");
    await game.until(() => game.last(1, "hunter")?.thread !== 0);
    await digUp(game, one, cacheOf(game, one.mover));
    await game.run(1_200);
    game.host.abandon();
    return { ledger, before: game };
  }

  test("the hunt goes on where it was, tells its players again, and its log goes on", async () => {
    const { ledger, before } = await crash();
    const game = await playHunts({ ledger });
    await game.enter(1, 1);
    await game.enter(2, 2);
    await game.until(() => phase(game) === "running" && game.last(2, "clue") !== undefined);
    expect(game.last(1, "hunter")).toMatchObject({ hunt: 1, points: 100, finds: 1 });
    const left = (played: Game): number => {
      const told = played.heard.hunts.at(-1)!.hunts[0];
      return told.ends - played.world.tick;
    };
    expect(left(game)).toBeLessThanOrEqual(left(before) + 20);
    await game.until(() => phase(game) === "podium");
    expect(game.heard.entries.slice(0, 3)).toEqual(before.heard.entries);
    expect(verifyLog(log(game), map)).toMatchObject({ ok: true, hunts: [{ found: [{}] }] });
    const results = await game.host.hunts.console.results(1);
    const found = results.ok && results.value.caches.filter(({ foundAtMs }) => foundAtMs !== undefined);
    expect(found).toMatchObject([{ by: ["P1"] }]);
  });

  test("a world on another map cancels it, says so in the log, and the next hunt has the next number", async () => {
    const { ledger } = await crash();
    const game = await playHunts({ ledger, map: { ...huntMap, version: "another" } });
    await game.enter(1, 1);
    await game.until(() => game.heard.entries.length > 3);
    void game.host.hunts.console.order({ act: "start", definition: "short" }, "anne");
    await game.until(() => phase(game, 2) === "announced");
    expect(verifyLog(log(game), map)).toMatchObject({
      ok: true,
      hunts: [{ closed: { type: "cancelled", reason: "the map has changed" } }, { announced: { hunt: 2 } }],
    });
  });
});

test.each([true, false])(
  "hunts are announced by schedule, and the next one is told, if that is set: %s",
  async (scheduled) => {
    const definitions = [{ ...shortDefinition, schedule: { everyMinutes: 1 } }];
    const game = await playHunts({ definitions, scheduled });
    await game.enter(1, 1);
    await game.run(61_000);
    expect(game.host.hunts.director.next() !== undefined).toBe(scheduled);
    expect(game.heard.hunts.some(({ hunts }) => hunts.length > 0)).toBe(scheduled);
    expect(game.host.hunts.list.hunts().some(({ phase }) => phase === "scheduled")).toBe(scheduled);
  },
);

describe("a game master", () => {
  test("is in the audit list with every act, and with every opening of places", async () => {
    const { game } = await begin();
    const { console } = game.host.hunts;
    await game.until(() => phase(game) === "running");
    const asked = [
      console.order({ act: "pause", hunt: 1 }, "anne"),
      console.caches(1, "bart"),
      console.order({ act: "pause", hunt: 9 }, "anne"),
    ] as const;
    await game.run(1_200);
    const [paused, places, wrong] = await Promise.all(asked);
    expect(paused).toEqual({ ok: true, text: "Hunt 1 is paused." });
    expect(places.ok && places.value).toHaveLength(4);
    expect(wrong).toEqual({ ok: false, text: "Hunt 9 is not on." });
    expect(phase(game)).toBe("running");
    expect(game.heard.hunts.at(-1)?.hunts[0].paused).toBe(true);
    const audit = console.audit();
    expect(audit.map(({ by, what }) => `${by} ${what}`)).toEqual([
      "bart opened the places of hunt 1, The Short Hunt",
      "anne paused hunt 1, The Short Hunt",
      "anne started hunt 1, The Short Hunt",
    ]);
    const undone = console.order({ act: "undo", entry: audit[1].entry }, "cora");
    await game.until(() => game.heard.hunts.at(-1)?.hunts[0].paused === false);
    expect(await undone).toEqual({ ok: true, text: "resumed hunt 1, The Short Hunt" });
    expect(await console.order({ act: "undo", entry: audit[1].entry }, "cora")).toMatchObject({ ok: false });
  });

  test("cannot take back what has no effect any more, and is told so", async () => {
    const { game } = await begin();
    const { console } = game.host.hunts;
    const paused = console.order({ act: "pause", hunt: 1 }, "anne");
    await game.run(1_200);
    await paused;
    void console.order({ act: "cancel", hunt: 1, reason: "a storm" }, "anne");
    await game.until(() => phase(game) === "cancelled");
    const acts = console.audit().filter(({ undoable }) => undoable);
    expect(acts.map(({ what }) => what)).toEqual([
      "paused hunt 1, The Short Hunt",
      "started hunt 1, The Short Hunt",
    ]);
    for (const { entry } of acts)
      expect(await console.order({ act: "undo", entry }, "bart")).toEqual({
        ok: false,
        text: "That act cannot be taken back.",
      });
    expect(console.audit().some(({ undoable, undone }) => undoable || undone)).toBe(false);
    expect(verifyLog(log(game), map)).toMatchObject({ ok: true, hunts: [{ closed: { reason: "a storm" } }] });
  });

  test("is told when no more definitions are kept", async () => {
    const { game } = await begin();
    const { console } = game.host.hunts;
    for (let i = 0; i < MAX_SAVED; i++)
      void console.order({ act: "save", definition: { ...shortDefinition, id: `d${i}` } }, "anne");
    expect(
      await console.order({ act: "save", definition: { ...shortDefinition, id: "more" } }, "anne"),
    ).toMatchObject({ ok: false, text: expect.stringContaining("Too many") });
    expect(game.host.hunts.definitions.find("more")).toBeUndefined();
  });

  test("saves a definition, which takes the place of the content's, also after a restart", async () => {
    const ledger = createMemoryLedger();
    const game = await playHunts({ ledger });
    await game.enter(1, 1);
    const { console } = game.host.hunts;
    const longer = { ...shortDefinition, title: "The Longer Hunt", waveSeconds: [60, 60] };
    const saved = console.order({ act: "save", definition: longer }, "anne");
    const wrong = await console.order(
      { act: "save", definition: { ...longer, waveSeconds: [] } as never },
      "anne",
    );
    expect(wrong).toMatchObject({ ok: false, text: expect.stringContaining("short: waveSeconds") });
    await game.run(1_200);
    expect(await saved).toMatchObject({ ok: true });
    await game.host.close();
    const again = await playHunts({ ledger });
    expect(again.host.hunts.definitions.all()).toEqual([longer]);
    expect(again.host.hunts.console.audit()).toMatchObject([{ by: "anne", undoable: false }]);
  });

  test("who saved a definition that this version does not accept gets the content's, and the operator a line", async () => {
    const ledger = createMemoryLedger();
    const records = { definition: { ...shortDefinition, waveSeconds: undefined }, id: "short" };
    const before = await playHunts({ ledger });
    await before.enter(1, 1);
    await before.run(1_200);
    await before.host.close();
    const bytes = Buffer.from(JSON.stringify(records));
    await ledger.save({ clear: false, drops: [], puts: [{ key: `${LOG_PREFIX}definition:short`, bytes }] });
    const game = await playHunts({ ledger });
    await game.run(1_200);
    expect(game.host.hunts.definitions.all()).toEqual([shortDefinition]);
    expect(game.problems).toEqual([
      expect.stringContaining("the saved definition short is not used: short: waveSeconds"),
    ]);
  });
});
