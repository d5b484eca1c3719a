import { addNonce, firstEntropy, MAX_NONCES, masterKey } from "@doubloon/shared/fair/entropy";
import { treeOf } from "@doubloon/shared/fair/merkle";
import { expect, test } from "vitest";
import { CacheState } from "../../hunts/caches.ts";
import { huntCaches } from "../../hunts/huntCaches.ts";
import { hunterState } from "../../hunts/hunterState.ts";
import { huntKeys } from "../../hunts/huntKeys.ts";
import { huntResults } from "../../hunts/huntResults.ts";
import { huntSummary } from "../../hunts/huntSummary.ts";
import { MAX_HUNTS } from "../../hunts/hunts.ts";
import { huntTree } from "../../hunts/huntTree.ts";
import { nonceOf, ScriptedHunt, shortHunt } from "../../testing/scriptedHunt.ts";
import { playerId } from "../../testing/testWorld.ts";

test("the phases take the ticks of the definition, and a wave begins when the one before ends", () => {
  const script = new ScriptedHunt({ seed: 1, players: 8 });
  script.acting = false;
  const lasted = new Map<string, number>();
  while (!script.archived) {
    const { phase, wave } = script.state;
    const name = phase === "running" ? `wave ${wave}` : phase;
    lasted.set(name, (lasted.get(name) ?? 0) + 1);
    script.step();
  }
  expect(Object.fromEntries(lasted)).toEqual({
    announced: 38,
    countdown: 40,
    "wave 1": 800,
    "wave 2": 800,
    "wave 3": 800,
    podium: 60,
    over: 600,
  });
});

test("a wave in which everything is found ends ten seconds later, and so does the hunt", () => {
  const script = new ScriptedHunt({ seed: 1, players: 24 });
  while (script.state.phase !== "podium") {
    const { caches, waveEnds, wave, clock, phase } = script.state;
    const left = [...caches.state.keys()].some((cache) => caches.open(cache));
    if (phase === "running" && !left) expect(waveEnds[wave - 1] - clock).toBeLessThanOrEqual(200);
    script.step();
  }
  expect(script.state.found.length).toBe(script.state.caches.count);
  expect(script.steps).toBeLessThan(2400);
});

test("an early end of a wave moves all later waves by as much", () => {
  const script = new ScriptedHunt({ seed: 1, players: 8 });
  script.acting = false;
  script.until(({ state }) => state.wave === 1 && state.clock === 100);
  const { caches } = script.state;
  for (let cache = 0; cache < caches.count; cache++)
    if (caches.open(cache)) caches.state[cache] = CacheState.found;
  script.state.changed = true;
  script.step();
  expect(script.state.waveEnds).toEqual([301, 1101, 1901]);
});

test("a podium can be extended, and a paused hunt can be ended", () => {
  const script = new ScriptedHunt({ seed: 1, players: 8 });
  script.acting = false;
  script.until(({ state }) => state.wave === 1);
  script.step([{ type: "pauseHunt", hunt: 1 }]);
  script.step();
  script.step([{ type: "endHunt", hunt: 1 }]);
  expect([script.state.phase, script.state.paused]).toEqual(["podium", false]);
  script.step([{ type: "extendHunt", hunt: 1, ticks: 100 }]);
  const from = script.steps;
  script.until(({ state }) => state.phase !== "podium");
  expect(script.steps - from).toBe(60 + 100 - 1);
});

test("at most eight hunts are on at a time; another is not announced, and its number stays free", () => {
  const script = new ScriptedHunt({ seed: 1, players: 2 });
  const announce = (number: number) =>
    script.step([
      {
        type: "announceHunt",
        hunt: { ...shortHunt, number },
        secret: new Uint8Array(32).fill(number),
        announcement: number.toString(16).padStart(64, "0"),
      },
    ]);
  for (let number = 2; number <= MAX_HUNTS; number++)
    expect(announce(number)).toContainEqual({ type: "huntAnnounced", hunt: number });
  expect(announce(9).filter(({ type }) => type === "huntAnnounced")).toEqual([]);
  expect([script.world.hunts.list.length, script.world.hunts.lastNumber]).toEqual([MAX_HUNTS, MAX_HUNTS]);
});

test("the summary tells when phase, wave and hunt end", () => {
  const script = new ScriptedHunt({ seed: 1, players: 8 });
  script.acting = false;
  while (script.state.phase !== "podium") {
    const { phaseEnds, ends, phase, wave } = huntSummary(script.world, script.state);
    script.step();
    if (script.state.phase === phase && script.state.wave === wave) {
      expect(huntSummary(script.world, script.state).phaseEnds).toBe(phaseEnds);
      expect(huntSummary(script.world, script.state).ends).toBe(ends);
    } else expect(script.world.tick).toBe(phaseEnds);
    if (phase === "running" && script.state.results.length > 0) expect(script.world.tick).toBe(ends);
  }
});

test("a paused hunt stands still: no wave, no reading, no find; then it goes on where it was", () => {
  const script = new ScriptedHunt({ seed: 2, players: 12 });
  script.until(({ state }) => state.wave === 2);
  script.step([{ type: "pauseHunt", hunt: 1 }]);
  const { clock } = script.state;
  const { phaseEnds } = huntSummary(script.world, script.state);
  const before = script.facts.length;
  for (let i = 0; i < 200; i++) script.step();
  expect(script.state.clock).toBe(clock);
  expect(huntSummary(script.world, script.state)).toMatchObject({ paused: true, phaseEnds: phaseEnds + 200 });
  const types = script.facts.slice(before).map(({ type }) => type);
  expect(types).not.toContain("reading");
  expect(types).not.toContain("cacheFound");
  script.step([{ type: "resumeHunt", hunt: 1 }]);
  expect(script.state.clock).toBe(clock + 1);
});

test("an extension makes the present phase longer, and moves the waves after it", () => {
  const script = new ScriptedHunt({ seed: 2, players: 8 });
  script.step([{ type: "extendHunt", hunt: 1, ticks: 100 }]);
  script.until(({ state }) => state.phase === "countdown");
  expect(script.steps).toBe(1 + 1 + 1 + 100 + 40 - 3);
  script.until(({ state }) => state.wave === 2);
  script.step([{ type: "extendHunt", hunt: 1, ticks: 50 }]);
  expect(script.state.waveEnds).toEqual([800, 1650, 2450]);
});

test("a hunt that is ended early has results; one that is cancelled has none, and both free their hunters", () => {
  for (const [type, fact, phase] of [
    ["endHunt", "huntOver", "podium"],
    ["cancelHunt", "huntCancelled", "cancelled"],
  ] as const) {
    const script = new ScriptedHunt({ seed: 4, players: 8 });
    script.until(({ state }) => state.found.length > 0);
    const facts = script.step([{ type, hunt: 1 }]);
    expect(facts.filter((one) => one.type === fact).length).toBe(1);
    expect(script.state.phase).toBe(phase);
    expect(huntResults(script.world, script.state).length).toBe(type === "endHunt" ? 8 : 0);
    const states = new Set(huntCaches(script.state).map(({ state }) => state));
    expect([...states].every((state) => state === "found" || state === "lost")).toBe(true);
    script.play();
    for (const mover of script.movers) {
      expect(hunterState(script.world, mover)).toMatchObject({ hunt: 0, points: 0, thread: 0 });
    }
  }
});

test("a hunt can be cancelled before it starts, and its number is not used again", () => {
  const script = new ScriptedHunt({ seed: 4, players: 2 });
  script.step([{ type: "cancelHunt", hunt: 1 }]);
  script.play();
  const again = {
    type: "announceHunt",
    hunt: shortHunt,
    secret: new Uint8Array(32),
    announcement: "",
  } as const;
  expect(script.step([again])).toEqual([]);
  expect(script.archived).toBe(true);
});

test("a zone without a free tile cancels the hunt in its countdown", () => {
  const hunt = { ...shortHunt, zone: { x: -50, y: -50, width: 20, height: 20 } };
  const script = new ScriptedHunt({ seed: 4, players: 2, hunt });
  script.until(({ state }) => state.phase === "cancelled");
  expect(script.facts.filter(({ type }) => type === "huntCancelled").length).toBe(1);
});

test("the plan is sealed in the countdown: entropy from the nonces in order, root over the caches", () => {
  const script = new ScriptedHunt({ seed: 5, players: 20 });
  script.until(({ state }) => state.root !== "");
  const { state } = script;
  expect(state.phase).toBe("countdown");
  let entropy = firstEntropy();
  for (let n = 0; n < 20; n++) entropy = addNonce(entropy, nonceOf(n));
  expect(state.entropy).toEqual(entropy);
  expect(huntKeys(state).master).toEqual(masterKey(state.secret, entropy, state.announcement));
  expect(treeOf(huntCaches(state).map(({ index }) => state.caches.planned(index))).root).toBe(state.root);
  expect(huntTree(state).root).toBe(state.root);
  expect(state.plannedFor).toBe(20);
});

test("a nonce counts while the hunt is announced, from the first hunters, once each", () => {
  const players = MAX_NONCES + 4;
  const hunt = { ...shortHunt, maxCaches: 6 };
  const script = new ScriptedHunt({ seed: 6, players, hunt });
  expect(script.state.nonces.length).toBe(MAX_NONCES);
  expect(script.state.hunters).toBe(players);
  const again = { type: "joinHunt", mover: script.movers[0], hunt: 1, nonce: nonceOf(9) } as const;
  script.step([again]);
  expect(script.state.nonces.length).toBe(MAX_NONCES);
  expect(script.state.hunters).toBe(players);
});

test("hunters who join late are dealt a cache, and can win", () => {
  const script = new ScriptedHunt({ seed: 7, players: 9, commands: () => [] });
  // Player 8 leaves the hunt's first two waves out.
  script.until(({ state }) => state.wave === 3);
  const late = script.step([{ type: "enter", playerId: playerId(99), name: "Late" }]);
  const entered = late.find((fact) => fact.type === "entered");
  if (entered?.type !== "entered") throw new Error("not entered");
  script.movers.push(entered.mover);
  script.step([{ type: "joinHunt", mover: entered.mover, hunt: 1, nonce: nonceOf(99) }]);
  expect(hunterState(script.world, entered.mover).thread).toBeGreaterThan(0);
  expect(script.state.nonces.length).toBe(9);
  expect(hunterState(script.world, entered.mover).charges).toBe(12);
});

test("one hunter is in one hunt: another is refused while the first is on, and allowed after it", () => {
  const script = new ScriptedHunt({ seed: 8, players: 3 });
  const [mover] = script.movers;
  const second = { ...shortHunt, number: 2 };
  script.step([
    { type: "announceHunt", hunt: second, secret: new Uint8Array(32), announcement: "ab".repeat(32) },
  ]);
  const join = { type: "joinHunt", mover, hunt: 2, nonce: nonceOf(1) } as const;
  expect(script.step([join])).toContainEqual({ type: "requestRefused", mover, why: "notNow" });
  script.step([{ type: "extendHunt", hunt: 2, ticks: 10_000 }]);
  script.until(({ state }) => state.phase === "podium");
  const facts = script.step([join]);
  expect(facts).toContainEqual({ type: "hunterChanged", mover });
  expect(hunterState(script.world, mover).hunt).toBe(2);
  expect(huntResults(script.world, script.state).length).toBe(3);
  expect(script.step([{ ...join, hunt: 9 }])).toContainEqual({
    type: "requestRefused",
    mover,
    why: "noSuchHunt",
  });
});

test("a cache of a later wave cannot be found, and one of an earlier wave still can", () => {
  const script = new ScriptedHunt({ seed: 9, players: 6 });
  script.acting = false;
  script.until(({ state }) => state.wave === 2);
  const { caches } = script.state;
  for (let cache = 0; cache < caches.count; cache++) {
    expect(caches.state[cache]).toBe(caches.wave[cache] < 2 ? CacheState.hidden : CacheState.waiting);
  }
});
