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
