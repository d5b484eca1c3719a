import { hintArea, MIN_HINT_TILES } from "@doubloon/shared/fair/plan/hintArea";
import { KeyedStreams } from "@doubloon/shared/fair/streams";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ClueFact, Fact } from "../../facts.ts";
import { ScriptedHunt, shortHunt } from "../../testing/scriptedHunt.ts";

const long = { ...shortHunt, waveTicks: [2000, 800, 800] };

function running(players = 12, hunt = long): ScriptedHunt {
  const script = new ScriptedHunt({ seed: 1, players, hunt });
  script.acting = false;
  script.until(({ state }) => state.phase === "running" && state.untuned.length === 0);
  return script;
}

function cluesIn(facts: readonly Fact[]): ClueFact[] {
  return facts.filter((fact) => fact.type === "clue");
}

test("a hunter gets the piece at the start, the riddle after its delay, then hints", () => {
  const script = running();
  const [mover] = script.movers;
  const times = () =>
    cluesIn(script.facts)
      .filter((clue) => clue.mover === mover)
      .map(({ kind, wave }) => `${wave} ${kind}`);
  expect(times()).toEqual(["1 piece"]);
  script.until(({ state }) => state.clock === 199);
  expect(times()).toEqual(["1 piece"]);
  script.step();
  expect(times()).toEqual(["1 piece", "1 riddle"]);
  script.until(({ state }) => state.clock === 400);
  script.step();
  expect(times()).toEqual(["1 piece", "1 riddle", "1 hint"]);
  script.until(({ state }) => state.clock === 801);
  expect(times().length).toBe(5);
});

test("each clue is true, of the hunter's own cache and thread, and hints halve the area", () => {
  const script = running();
  script.until(({ state }) => state.clock === 1500);
  const areas = new Map<string, number>();
  const { caches } = script.state;
  for (const clue of cluesIn(script.facts)) {
    const { cache, thread } = clue;
    const row = script.row(script.movers.indexOf(clue.mover));
    expect(script.world.hunts.hunters.thread[row]).toBe(thread);
    expect(script.world.hunts.hunters.cache[row]).toBe(cache);
    const [x, y] = [caches.tileX[cache], caches.tileY[cache]];
    if (clue.kind === "piece") {
      expect(x >= clue.pieceX && y >= clue.pieceY && x < clue.pieceX + 12 && y < clue.pieceY + 12).toBe(true);
    } else if (clue.kind === "hint") {
      const { area } = clue;
      expect(x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height).toBe(true);
      const key = `${clue.mover}`;
      expect(area.width * area.height).toBe((areas.get(key) ?? 96 * 96) / 2);
      areas.set(key, area.width * area.height);
    }
  }
  expect(areas.size).toBe(12);
});

test("clues that are out are told to who retunes, with the newest hint only", () => {
  const script = running();
  script.until(({ state }) => state.clock === 850);
  const [mover] = script.movers;
  const told = cluesIn(script.step([{ type: "retune", mover }])).filter((clue) => clue.mover === mover);
  expect(told.map(({ kind }) => kind)).toEqual(["piece", "riddle", "hint"]);
  const hint = told.find((clue) => clue.kind === "hint");
  expect(hint?.kind === "hint" && hint.area.width * hint.area.height).toBe((96 * 96) / 8);
});

test("a game master can release the next hint ahead of time, for this wave", () => {
  const script = running();
  const before = script.facts.length;
  script.step([{ type: "releaseHint", hunt: 1 }]);
  const hints = cluesIn(script.facts.slice(before));
  expect(hints.length).toBe(12);
  expect(hints.every(({ kind }) => kind === "hint")).toBe(true);
  script.until(({ state }) => state.wave === 2);
  expect(script.state.releasedHints).toBe(0);
});

test("a hunt without clues tells none", () => {
  const clues = { piece: false, turned: false, riddleTicks: 0, hintTicks: 0 };
  const script = running(6, { ...long, clues });
  script.until(({ state }) => state.clock === 1900);
  expect(cluesIn(script.facts)).toEqual([]);
});

test("hint areas contain the cache, lie in the zone, halve, and are drawn anew for each cache", () => {
  const zone = fc.record({
    x: fc.nat(500),
    y: fc.nat(500),
    width: fc.integer({ min: 1, max: 400 }),
    height: fc.integer({ min: 1, max: 400 }),
  });
  fc.assert(
    fc.property(zone, fc.nat(), fc.nat(), fc.nat(65_535), fc.integer({ min: 0, max: 18 }), (...drawn) => {
      const [all, dx, dy, index, level] = drawn;
      const cache = { index, tileX: all.x + (dx % all.width), tileY: all.y + (dy % all.height) };
      const streams = new KeyedStreams(Uint8Array.from({ length: 32 }, (_, i) => i));
      const area = hintArea(streams, all, cache, level);
      expect(area.x).toBeGreaterThanOrEqual(all.x);
      expect(area.y).toBeGreaterThanOrEqual(all.y);
      expect(area.x + area.width).toBeLessThanOrEqual(all.x + all.width);
      expect(area.y + area.height).toBeLessThanOrEqual(all.y + all.height);
      expect(cache.tileX >= area.x && cache.tileX < area.x + area.width).toBe(true);
      expect(cache.tileY >= area.y && cache.tileY < area.y + area.height).toBe(true);
      const tiles = area.width * area.height;
      expect(tiles).toBeGreaterThanOrEqual(Math.min(MIN_HINT_TILES, all.width * all.height));
      if (level === 0) expect(area).toEqual(all);
      else {
        const before = hintArea(streams, all, cache, level - 1);
        const ended = Math.ceil((before.width * before.height) / 2) < MIN_HINT_TILES;
        if (ended) expect(area).toEqual(before);
        else
          expect(tiles).toBeLessThanOrEqual(
            (before.width * before.height) / 2 + Math.max(before.width, before.height),
          );
      }
    }),
  );
});
