import { makeMap, playerId, testLoot } from "@doubloon/engine/testing/testWorld";
import type { MoverId } from "@doubloon/shared/ids";
import { Gait, Intent, packMotion } from "@doubloon/shared/movement";
import type { Award, Board, Standing } from "@doubloon/shared/protocol/events";
import { makeChunkGrid } from "@doubloon/shared/space";
import { RoomView } from "@doubloon/shared/view/roomView";
import { decodeFrame } from "@doubloon/shared/wire/frameReader";
import type { SelfState } from "@doubloon/shared/wire/self";
import { expect, test } from "vitest";
import type { Ledger } from "../ledger/port.ts";
import { createMemoryLedger } from "../ledger/testing/memoryLedger.ts";
import type { FeedId } from "../link/feedId.ts";
import type { Entered, GatewayPort, TellMessage } from "../link/port.ts";
import { nullGateway } from "../link/session/nullGateway.ts";
import { createHandFlushedLink } from "../link/testing/handFlushedLink.ts";
import { boardEveryMs } from "./saving/durableAnnouncer.ts";
import { makeHandClock } from "./testing/handClock.ts";
import { createWorldHost } from "./worldHost.ts";
import { nullWorldObserver } from "./worldObserver.ts";

const map = makeMap(64, 64, 0);
const grid = makeChunkGrid(64, 64);

/** A gateway that records messages and keeps each mover's view as a client would. */
function makeListener() {
  const heard = {
    entered: [] as Entered[],
    refused: [] as string[],
    takenOver: [] as number[],
    awards: [] as Award[],
    standings: [] as Standing[],
    boards: [] as Board[],
    names: new Map<MoverId, string>(),
    selves: [] as SelfState[],
    told: [] as TellMessage[],
    frames: 0,
  };
  /** The mover of each session. */
  const moverOf = new Map<number, MoverId>();
  const views = new Map<MoverId, { view: RoomView; feed: FeedId; holds: boolean }>();
  const port: GatewayPort = {
    ...nullGateway,
    entered(entry) {
      heard.entered.push(entry);
      moverOf.set(entry.session, entry.mover);
      views.set(entry.mover, { view: new RoomView(grid), feed: entry.feed, holds: false });
    },
    refused: (_, code) => void heard.refused.push(code),
    takenOver(session) {
      heard.takenOver.push(session);
      views.delete(moverOf.get(session)!);
    },
    crossed(session, feed) {
      const entry = views.get(moverOf.get(session)!);
      if (entry !== undefined) Object.assign(entry, { feed, holds: false });
    },
    frame(feed, _tick, delta, keyframe) {
      heard.frames++;
      for (const entry of views.values()) {
        if (entry.feed !== feed) continue;
        const bytes = entry.holds ? delta : keyframe;
        entry.holds = true;
        expect(bytes && entry.view.apply(decodeFrame(bytes))).toBe("applied");
      }
    },
    self: (_, self) => void heard.selves.push(self),
    award: (_, award) => void heard.awards.push(award),
    standing: (_, standing) => void heard.standings.push(standing),
    board: (board) => void heard.boards.push(board),
    tell: (_, ...message) => void heard.told.push(message),
    named: (mover, name) => void heard.names.set(mover, name),
    unnamed: (mover) => void heard.names.delete(mover),
  };
  return { heard, views, port };
}

/** The highest score. */
async function firstScore(game: Awaited<ReturnType<typeof makeGame>>): Promise<number> {
  const page = await game.host.boardPage({ offset: 0, limit: 1, search: "" });
  return page?.rows[0].score ?? 0;
}

async function makeGame(ledger: Ledger = createMemoryLedger(), world = map, stoodStillMs = 0) {
  const link = createHandFlushedLink();
  const clock = makeHandClock();
  const listener = makeListener();
  const ignored: string[] = [];
  link.gateway.serve(listener.port);
  const host = await createWorldHost({
    map: world,
    loot: testLoot,
    seed: 7,
    ledger,
    link: link.world,
    clock,
    stoodStillMs: () => stoodStillMs,
    observer: { ...nullWorldObserver, ignored: (message) => void ignored.push(message) },
  });
  host.start();
  /** Runs the game in steps of 5 ms; promises settle between them. */
  const run = async (ms: number): Promise<void> => {
    for (let at = 0; at < ms; at += 5) {
      link.flushToWorld();
      clock.turn(5);
      await new Promise((resolve) => setImmediate(resolve));
      link.flushToGateway();
    }
  };
  const enter = async (session: number, player: number, name: string | undefined = `P${player}`) => {
    link.gateway.world.enter(link.gateway.id, session, playerId(player), name);
    await run(60);
    const entry = listener.heard.entered.find((e) => e.session === session);
    if (entry === undefined) throw new Error("nobody entered");
    return entry;
  };
  /** Sends an input of an entry's session. */
  const input = (by: Entered, seq: number, intent: number, heading = 0, x = 0, y = 0): void =>
    link.gateway.world.input(link.gateway.id, by.session, by.mover, seq, intent, heading, x, y);
  const leave = (by: Entered): void => link.gateway.world.leave(link.gateway.id, by.session, by.mover);
  const { world: port, id } = link.gateway;
  return { ...listener, link, clock, host, run, enter, input, leave, ignored, world: port, gateway: id };
}

/** Makes a player walk to the first piece of loot that their client sees. */
function walkToLoot(game: Awaited<ReturnType<typeof makeGame>>, by: Entered, seq: number): void {
  const [piece] = game.views.get(by.mover)!.view.loot.values();
  game.input(by, seq, Intent.point, 0, piece.tileX * 256 + 128, piece.tileY * 256 + 128);
}

test("I4, I5 a player enters, is seen by another, and both see the walk exactly", async () => {
  const game = await makeGame();
  const one = await game.enter(1, 1);
  const two = await game.enter(2, 2);
  expect(one).toMatchObject({ name: "P1", returning: false, standing: { score: 0, of: 1 } });
  expect(game.heard.names.get(two.mover)).toBe("P2");
  game.input(one, 1, Intent.heading, 16);
  await game.run(1000);
  const mine = game.views.get(one.mover)?.view.movers.get(one.mover);
  expect(mine?.ack).toBe(1);
  expect(mine?.last.motion).toBe(packMotion(Gait.walking, 16));
  game.input(one, 2, Intent.stop);
  await game.run(500);
  const { view } = game.views.get(one.mover)!;
  expect(view.movers.get(one.mover)?.last.motion).toBe(2);
  expect(view.movers.get(one.mover)!.yAt(view.tick)).toBeGreaterThan(one.self.y + 256);
});

test("N4 a second enter takes the mover over at the same place, and the previous session is notified", async () => {
  const game = await makeGame();
  const first = await game.enter(1, 1);
  game.input(first, 9, Intent.heading, 0);
  await game.run(300);
  const second = await game.enter(2, 1, undefined);
  expect(game.heard.takenOver).toEqual([first.session]);
  expect(second).toMatchObject({ mover: first.mover, name: "P1", returning: true });
  expect(second.self.x).toBeGreaterThan(first.self.x);
  expect(second.self.ack).toBe(0);
  expect(game.host.playersOnline).toBe(1);
});

test("N4 the previous tab's leave that crosses the new tab's enter does not remove the mover", async () => {
  const game = await makeGame();
  const first = await game.enter(1, 1);
  game.world.enter(game.gateway, 2, playerId(1), undefined);
  game.leave(first);
  await game.run(200);
  expect(game.host.playersOnline).toBe(1);
  game.leave(first);
  await game.run(100);
  expect(game.host.playersOnline).toBe(1);
  expect(game.ignored).toEqual(["leave"]);
  game.leave(game.heard.entered[1]);
  await game.run(100);
  expect(game.host.playersOnline).toBe(0);
  expect(game.heard.names.size).toBe(0);
});

test("N3 a returning player gets the same place, score and rank, even after a restart", async () => {
  const ledger = createMemoryLedger();
  const game = await makeGame(ledger);
  const first = await game.enter(1, 1);
  await game.run(200);
  walkToLoot(game, first, 1);
  while (game.heard.awards.length === 0) await game.run(100);
  game.input(first, 2, Intent.stop);
  await game.run(1000);
  const { view } = game.views.get(first.mover)!;
  const track = view.movers.get(first.mover)!;
  const last = game.heard.awards.at(-1)!;
  await game.host.close();

  const later = await makeGame(ledger);
  expect(later.host.playersOnline).toBe(0);
  const back = await later.enter(1, 1, undefined);
  expect(back).toMatchObject({ name: "P1", returning: true, standing: last.standing });
  expect([back.self.x, back.self.y]).toEqual([track.xAt(view.tick), track.yAt(view.tick)]);
});

test("L3 no award is announced before it is on disk", async () => {
  const memory = createMemoryLedger();
  let release: (() => void) | undefined;
  const ledger: Ledger = {
    ...memory,
    async save(snapshot) {
      await memory.save(snapshot);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    },
  };
  const game = await makeGame(ledger);
  const one = await game.enter(1, 1);
  await game.run(200);
  walkToLoot(game, one, 1);
  while ((await firstScore(game)) === 0) await game.run(50);
  expect(game.heard.awards).toEqual([]);
  expect(game.heard.boards).toEqual([]);
  // The running save began before the pick-up, so its end announces nothing.
  release?.();
  await game.run(600);
  expect(game.heard.awards).toEqual([]);
  release?.();
  await game.run(50);
  expect(game.heard.awards.length).toBeGreaterThan(0);
});

test("when a gateway vanishes its players and bots leave", async () => {
  const game = await makeGame();
  const gone: ((id: string) => void)[] = [];
  const link = createHandFlushedLink();
  link.gateway.serve(game.port);
  const clock = makeHandClock();
  const host = await createWorldHost({
    map,
    loot: testLoot,
    seed: 1,
    ledger: createMemoryLedger(),
    link: { ...link.world, onGatewayGone: (listener) => void gone.push(listener) },
    clock,
    observer: nullWorldObserver,
  });
  host.start();
  for (let n = 0; n < 3; n++) link.gateway.world.enter(link.gateway.id, n, playerId(n), `P${n}`);
  link.gateway.world.enter(link.gateway.id, 3, playerId(3), "Gus", true);
  link.flushToWorld();
  clock.turn(50);
  expect(host.playersOnline).toBe(4);
  for (const listener of gone) listener(link.gateway.id);
  clock.turn(50);
  expect(host.playersOnline).toBe(0);
  // A bot is on no board.
  expect(host.playersRanked).toBe(3);
});

test("S5 a stalled process catches up with world time", async () => {
  const game = await makeGame();
  await game.run(100);
  const before = game.host.tick;
  game.clock.stall(1000);
  await game.run(500);
  expect(game.host.tick - before).toBe(30);
});

test("I7 in a crowd each feed has its own frames, and a player whose answer is omitted gets it in a self message", async () => {
  const yard = makeMap(64, 64, 0, "yard");
  for (let tile = 0; tile < 64 * 64; tile++) {
    const [x, y] = [(tile % 64) - 24, Math.floor(tile / 64) - 24];
    if (Math.max(Math.abs(x), Math.abs(y)) === 4) yard.blocked[tile] = 1;
  }
  const game = await makeGame(createMemoryLedger(), { ...yard, spawns: [{ tileX: 24, tileY: 24 }] });
  const players = 500;
  for (let n = 0; n < players; n++) game.world.enter(game.gateway, n, playerId(n), `P${n}`);
  await game.run(300);
  expect(game.heard.entered.length).toBe(players);
  game.heard.selves.length = 0;
  for (const entry of game.heard.entered) game.input(entry, 1, Intent.heading, entry.mover & 63);
  await game.run(300);
  const told = new Set(game.heard.selves.map(({ mover }) => mover));
  const omittedOf = new Map<FeedId, number>();
  for (const [mover, { view, feed }] of game.views) {
    if (view.movers.get(mover)?.ack === 1) told.add(mover);
    omittedOf.set(feed, view.omitted);
  }
  expect(told.size).toBe(players);
  expect(omittedOf.size).toBe(2);
  expect(game.heard.selves.length).toBeLessThan(players);
  expect(game.host.rates().find(({ roomClass }) => roomClass === "crowded")).toMatchObject({
    rooms: 1,
    viewers: players,
    rateHz: 10,
    hidden: [...omittedOf.values()].reduce((sum, omitted) => sum + omitted),
  });
});

test("L3 a failed save announces nothing, and the next one makes up for it", async () => {
  const memory = createMemoryLedger();
  let broken = false;
  const ledger: Ledger = {
    ...memory,
    save: async (snapshot) => {
      if (broken) throw new Error("disk full");
      await memory.save(snapshot);
    },
  };
  const game = await makeGame(ledger);
  const one = await game.enter(1, 1);
  await game.run(200);
  broken = true;
  walkToLoot(game, one, 1);
  while ((await firstScore(game)) === 0) await game.run(50);
  await game.run(2000);
  expect(game.heard.awards).toEqual([]);
  // A player who enters meanwhile does not see it either.
  expect((await game.enter(2, 1)).standing.score).toBe(0);
  broken = false;
  await game.run(2000);
  expect(game.heard.awards.length).toBeGreaterThan(0);
  const [{ standing }] = game.heard.awards;
  expect(game.heard.boards.at(-1)?.top[0]).toMatchObject({ name: "P1", score: standing.score, rank: 1 });
});

test("the board is announced at most once a second, and a player who is overtaken gets the new rank", async () => {
  const game = await makeGame();
  const one = await game.enter(1, 1);
  const two = await game.enter(2, 2);
  await game.run(200);
  walkToLoot(game, one, 1);
  while (game.heard.awards.length === 0) await game.run(50);
  game.heard.boards.length = 0;
  const { mover } = two;
  await game.run(6000);
  expect(game.heard.boards.length).toBeLessThanOrEqual(6);
  expect(game.heard.standings).toContainEqual({ score: 0, rank: 2, of: 2 });
  expect(game.views.has(mover)).toBe(true);
});

test("the more players are online, the rarer is a board to all of them, down to one each eight seconds", () => {
  expect([0, 1, 125, 500, 1_000, 25_000].map(boardEveryMs)).toEqual([
    1_000, 1_000, 1_000, 4_000, 8_000, 8_000,
  ]);
});

test("an idle world writes nothing", async () => {
  const memory = createMemoryLedger();
  let saves = 0;
  const ledger: Ledger = {
    ...memory,
    save: async (snapshot) => {
      saves++;
      await memory.save(snapshot);
    },
  };
  const game = await makeGame(ledger);
  game.leave(await game.enter(1, 1));
  await game.run(3000);
  const before = saves;
  expect(before).toBeGreaterThan(0);
  await game.run(5000);
  expect(saves).toBe(before);
});

test("empty slots that the game loop skips do not lower the rates", async () => {
  const game = await makeGame();
  await game.enter(1, 1);
  await game.run(5000);
  expect(game.host.rates().map(({ rateHz }) => rateHz)).toEqual([10, 10, 10]);
});

test("N2 a player whose name looks like one present gets a number, and all gateways get that name", async () => {
  const game = await makeGame();
  await game.enter(1, 1, "Anne");
  const second = await game.enter(2, 2, "АNNЕ");
  expect(second.name).toBe("АNNЕ 2");
  expect(game.heard.names.get(second.mover)).toBe("АNNЕ 2");
  const page = await game.host.boardPage({ offset: 0, limit: 5, search: "" });
  const rows = page?.rows.map(({ name }) => name) ?? [];
  expect(rows.toSorted()).toEqual(["Anne", "АNNЕ 2"]);
  game.leave(game.heard.entered[0]);
  await game.run(100);
  expect((await game.enter(3, 3, "anne")).name).toBe("anne");
});

test("a world that another process ran goes on at the tick that its players' clocks show, unless it stood still for long", async () => {
  const ledger = createMemoryLedger();
  const game = await makeGame(ledger);
  await game.enter(1, 1);
  await game.run(1_000);
  await game.host.quiesce();
  const { tick } = game.host;
  const next = await makeGame(ledger, map, 2_340);
  expect(next.host.tick - tick).toBe(46);
  const { timeMs, tick: entered, returning } = await next.enter(1, 1);
  expect(returning).toBe(true);
  // World time goes with the tick.
  expect(Math.abs(timeMs - entered * 50)).toBeLessThan(100);
  expect((await makeGame(ledger, map, 31_000)).host.tick).toBe(tick);
});

test("a world in which everybody stands still is saved all the same, so that a successor knows its time", async () => {
  const ledger = createMemoryLedger();
  const game = await makeGame(ledger);
  await game.enter(1, 1);
  await game.run(31_000);
  // As after a kill: what was saved last is what there is.
  const next = await makeGame(ledger);
  expect(game.host.tick - next.host.tick).toBeLessThan(220);
});

test("what came for a player's earlier session goes to the present one, an award with the score of now", async () => {
  const game = await makeGame();
  const first = await game.enter(1, 1);
  const award = { kind: 1, value: 5, tileX: 2, tileY: 3, standing: { score: 999, rank: 9, of: 9 } };
  const notice = { kind: "info", text: "Too late." } as const;
  const returned = async (): Promise<void> => {
    game.world.undelivered(game.gateway, first.playerId, "award", award);
    game.world.undelivered(game.gateway, first.playerId, "notice", notice);
    await game.run(20);
  };
  const second = await game.enter(2, 1);
  await returned();
  expect(game.heard.awards).toEqual([{ ...award, standing: { score: 0, rank: 1, of: 1 } }]);
  expect(game.heard.told).toEqual([["notice", notice]]);
  game.leave(second);
  await game.run(100);
  await returned();
  expect(game.heard.awards.length).toBe(1);
});

test("a world that quiesces stands still, loses nothing that was sent, and goes on when it is resumed", async () => {
  const game = await makeGame();
  const one = await game.enter(1, 1);
  await game.host.quiesce();
  const { tick } = game.host;
  game.input(one, 1, Intent.heading, 16);
  await game.run(500);
  expect(game.host.tick).toBe(tick);
  game.host.resume();
  await game.run(500);
  expect(game.host.tick - tick).toBeGreaterThanOrEqual(19);
  const { view } = game.views.get(one.mover)!;
  expect(view.movers.get(one.mover)?.ack).toBe(1);
});

test("what is asked of hunts before a world quiesces is in its last save, and what is asked from then on is refused", async () => {
  const game = await makeGame();
  const one = await game.enter(1, 1);
  const ask = (act: "create" | "leave"): void => {
    game.world.hunting(game.gateway, one.session, one.mover, { type: "team", act });
    game.link.flushToWorld();
  };
  const { tick } = game.host;
  ask("create");
  const quiet = game.host.quiesce();
  await game.run(100);
  await quiet;
  game.link.flushToGateway();
  expect(game.host.tick - tick).toBe(1);
  expect(game.heard.told).toContainEqual([
    "team",
    expect.objectContaining({ code: expect.stringMatching(/./) }),
  ]);
  ask("leave");
  game.link.flushToGateway();
  expect(game.heard.told.at(-1)).toEqual([
    "notice",
    { kind: "warning", text: expect.stringContaining("Please try that again") },
  ]);
  expect(await game.host.hunts.console.order({ act: "start", definition: "any" }, "Flint")).toEqual({
    ok: false,
    text: expect.stringContaining("Try again"),
  });
});
