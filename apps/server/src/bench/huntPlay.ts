// Plays hunts in the engine with simulated people who go by the shaded chart, to see how a hunt feels in figures: when caches are
// found, how many, how points spread, how much digging and reading it takes. On open ground, for one hunt of content/hunts.
// Prints one line of JSON for each number of hunters.
//   node scripts/run.mjs apps/server/src/bench/huntPlay.ts [HUNT] [FIELD=NUMBER...] [HUNTERS...]
import { readFileSync } from "node:fs";
import { type Command, makeInputBatch, pushInput } from "@doubloon/engine/commands";
import type { Facts } from "@doubloon/engine/facts";
import { hunterState } from "@doubloon/engine/hunts/hunterState";
import { makeRandom, nextRandom } from "@doubloon/engine/random";
import { stepWorld } from "@doubloon/engine/stepWorld";
import { nextAct } from "@doubloon/engine/testing/chartedPerson";
import { enter, makeMap, testLoot } from "@doubloon/engine/testing/testWorld";
import { createWorld, type World } from "@doubloon/engine/world";
import { CacheSolver } from "@doubloon/shared/hunt/cacheSolver";
import type { HuntDefinition, ResolvedHunt } from "@doubloon/shared/hunt/definition";
import { FACINGS } from "@doubloon/shared/hunt/pose";
import type { InputSeq, MoverId } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";
import { TICK_HZ } from "@doubloon/shared/time";
import { Action } from "@doubloon/shared/wire/input";
import { resolveHunt } from "../content/hunts/resolveHunt.ts";

const SIDE_TILES = 448;
const RUNS = 8;
/** Ticks to think before each act: 1.5 s. */
const THINK_TICKS = 30;
/** A struck cache this near is worth helping with, in tiles. */
const HELP_TILES = 8;
const map = makeMap(SIDE_TILES, SIDE_TILES, 0);

interface Person {
  readonly mover: MoverId;
  solver: CacheSolver;
  thread: number;
  readonly reads: { readonly x: number; readonly y: number }[];
  thinkUntil: number;
  /** What to do on arriving, and where. */
  plan: "read" | "dig" | undefined;
  tileX: number;
  tileY: number;
  seq: number;
  digging: boolean;
}

class Play {
  readonly world: World;
  readonly hunt: ResolvedHunt;
  readonly people: Person[] = [];
  readonly finds: { readonly seconds: number; readonly wave: number; readonly mimic: boolean }[] = [];
  digs = 0;
  readings = 0;
  helped = 0;
  ended = 0;
  readonly #inputs = makeInputBatch(4096);
  readonly #random: Uint32Array<ArrayBuffer>;
  #tick = 0;
  #started = 0;

  constructor(definition: HuntDefinition, hunters: number, seed: number) {
    this.#random = makeRandom(seed);
    const resolved = resolveHunt({ definition, number: 1, players: hunters, map });
    this.hunt = { ...resolved, announceTicks: 5, countdownTicks: 200 };
    this.world = createWorld({ map, loot: testLoot, seed });
    const entered = this.#step(Array.from({ length: hunters }, (_, n) => enter(n)));
    for (const fact of entered) if (fact.type === "entered") this.people.push(this.#person(fact.mover));
    const secret = Uint8Array.from({ length: 32 }, () => nextRandom(this.#random) & 255);
    this.#step([{ type: "announceHunt", hunt: this.hunt, secret, announcement: "00".repeat(32) }]);
    const { zone } = this.hunt;
    this.#step(
      this.people.flatMap(({ mover }): Command[] => [
        { type: "joinHunt", mover, hunt: 1, nonce: "00".repeat(16) },
        {
          type: "place",
          mover,
          x: Math.floor((zone.x + this.#part() * zone.width) * TILE_SUB),
          y: Math.floor((zone.y + this.#part() * zone.height) * TILE_SUB),
        },
      ]),
    );
  }

  run(): void {
    const hunt = () => this.world.hunts.list[0];
    while (hunt().phase !== "running") this.#step([]);
    this.#started = this.#tick;
    while (hunt().phase === "running") {
      for (const person of this.people) this.#act(person);
      this.#learn(this.#step([]));
    }
    this.ended = (this.#tick - this.#started) / TICK_HZ;
  }

  #step(commands: readonly Command[]): Facts {
    this.#tick++;
    const facts = stepWorld(this.world, { commands, inputs: this.#inputs });
    this.#inputs.count = 0;
    return facts;
  }

  #learn(facts: Facts): void {
    const { caches } = this.world.hunts.list[0];
    for (const fact of facts) {
      if (fact.type === "cacheFound") {
        const seconds = (this.#tick - this.#started) / TICK_HZ;
        this.finds.push({
          seconds,
          wave: caches.wave[fact.cache],
          mimic: caches.mimic[fact.cache] === 1,
        });
      }
      if (fact.type !== "hunterChanged" && fact.type !== "reading" && fact.type !== "clue") continue;
      const person = this.people.find(({ mover }) => mover === fact.mover);
      if (person === undefined) continue;
      if (fact.type === "hunterChanged") {
        const { thread } = hunterState(this.world, fact.mover);
        if (thread === person.thread) continue;
        Object.assign(person, { ...this.#person(fact.mover), seq: person.seq, thread });
      } else if (fact.type === "reading") {
        this.readings++;
        person.solver.addReading(fact.reading.cellX, fact.reading.cellY, fact.reading.band);
      } else if (fact.kind === "hint") person.solver.addHint(fact.area);
    }
  }

  #act(person: Person): void {
    const { movers } = this.world;
    const { mover } = person;
    const pose = movers.pose[mover];
    if (movers.gait[mover] !== 0 || movers.intent[mover] !== 0 || pose >= FACINGS) return;
    if (person.digging) {
      // The probe is over and no cache was struck: everybody near sees the hole.
      person.digging = false;
      const [x, y] = this.#tileOf(mover);
      for (const other of this.people) {
        const [otherX, otherY] = this.#tileOf(other.mover);
        if (Math.max(Math.abs(otherX - x), Math.abs(otherY - y)) < 24) other.solver.addMiss(x, y);
      }
    }
    if (this.#tick < person.thinkUntil || person.thread === 0) return;
    if (this.#help(person)) return;
    const [atX, atY] = this.#tileOf(mover);
    const { plan } = person;
    if (plan !== undefined && Math.abs(atX - person.tileX) + Math.abs(atY - person.tileY) <= 1) {
      person.plan = undefined;
      person.thinkUntil = this.#tick + THINK_TICKS;
      if (plan === "read") person.reads.push({ x: atX, y: atY });
      else {
        this.digs++;
        person.digging = true;
      }
      this.#input(person, plan === "read" ? Action.read : Action.dig);
      return;
    }
    this.#plan(person);
    this.#walk(person);
  }

  /** Walks to a struck cache nearby and digs there. */
  #help(person: Person): boolean {
    const [atX, atY] = this.#tileOf(person.mover);
    const { struck, caches } = this.world.hunts.list[0];
    for (const { cache } of struck) {
      if (caches.mimic[cache] === 1) continue;
      const away = Math.max(Math.abs(caches.tileX[cache] - atX), Math.abs(caches.tileY[cache] - atY));
      if (away > HELP_TILES) continue;
      person.plan = undefined;
      if (away <= 1) {
        this.helped++;
        this.#input(person, Action.dig);
      } else {
        person.tileX = caches.tileX[cache];
        person.tileY = caches.tileY[cache];
        this.#walk(person);
      }
      return true;
    }
    return false;
  }

  #plan(person: Person): void {
    const { charges } = hunterState(this.world, person.mover);
    const [x, y] = this.#tileOf(person.mover);
    Object.assign(
      person,
      nextAct(person.solver, { at: { x, y }, charges, reads: person.reads }, () => this.#part()),
    );
  }

  #person(mover: MoverId): Person {
    const solver = new CacheSolver(this.hunt.zone, () => true);
    const idle = { reads: [], thinkUntil: 0, plan: undefined, tileX: 0, tileY: 0, digging: false };
    return { mover, solver, thread: 0, seq: 0, ...idle };
  }

  #walk(person: Person): void {
    this.#input(person, Intent.point, (person.tileX + 0.5) * TILE_SUB, (person.tileY + 0.5) * TILE_SUB);
  }

  #input(person: Person, intent: number, x = 0, y = 0): void {
    person.seq = (person.seq + 1) & 0xffff;
    pushInput(this.#inputs, person.mover, person.seq as InputSeq, intent, 0, x, y);
  }

  #tileOf(mover: MoverId): [number, number] {
    const { movers } = this.world;
    return [Math.floor(movers.x[mover] / TILE_SUB), Math.floor(movers.y[mover] / TILE_SUB)];
  }

  #part(): number {
    return nextRandom(this.#random) / 2 ** 32;
  }
}

const quantile = (values: readonly number[], part: number): number =>
  Math.round(values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? 0);
const [id = "governors-silver", ...rest] = process.argv.slice(2);
const counts = rest.filter((word) => !word.includes("="));
/** Fields of the definition to try other numbers for. */
const tried = Object.fromEntries(
  rest.filter((word) => word.includes("=")).map((word) => [word.split("=")[0], Number(word.split("=")[1])]),
);
const file = new URL(`../../../../content/hunts/${id}.json`, import.meta.url);
const definition = {
  id,
  ...(JSON.parse(readFileSync(file, "utf8")) as Omit<HuntDefinition, "id">),
  ...tried,
};

for (const hunters of counts.length > 0 ? counts.map(Number) : [1, 6, 24]) {
  const plays = Array.from({ length: RUNS }, (_, seed) => {
    const play = new Play(definition, hunters, seed + 1);
    play.run();
    return play;
  });
  const hunts = plays.map(({ world }) => world.hunts.list[0]);
  const starts = (wave: number, play: number) => (wave === 0 ? 0 : hunts[play].waveEnds[wave - 1] / TICK_HZ);
  const finds = plays.flatMap(({ finds: all }) => all);
  const inWave = plays.flatMap((play, i) => play.finds.map(({ seconds, wave }) => seconds - starts(wave, i)));
  const points = hunts.flatMap(({ results }) => results.map((result) => result.points));
  const sum = (of: (play: Play) => number) => plays.reduce((total, play) => total + of(play), 0);
  const caches = hunts.reduce((total, hunt) => total + hunt.caches.count, 0);
  process.stdout.write(
    `${JSON.stringify({
      hunt: id,
      ...tried,
      hunters,
      zone: plays[0].hunt.zone.width,
      caches: caches / RUNS,
      foundPercent: Math.round((100 * finds.length) / caches),
      firstFind: plays.map((play) => Math.round(play.finds[0]?.seconds ?? -1)),
      findAfterWaveStart: {
        p10: quantile(inWave, 0.1),
        p50: quantile(inWave, 0.5),
        p90: quantile(inWave, 0.9),
      },
      ended: plays.map(({ ended }) => Math.round(ended)),
      digsAFind: Number((sum(({ digs }) => digs) / Math.max(1, finds.length)).toFixed(1)),
      readingsAFind: Number((sum(({ readings }) => readings) / Math.max(1, finds.length)).toFixed(1)),
      helps: sum(({ helped }) => helped),
      points: {
        p10: quantile(points, 0.1),
        p50: quantile(points, 0.5),
        p90: quantile(points, 0.9),
        max: quantile(points, 1),
      },
      withoutPoints: `${Math.round((100 * points.filter((one) => one === 0).length) / points.length)} %`,
    })}\n`,
  );
}
