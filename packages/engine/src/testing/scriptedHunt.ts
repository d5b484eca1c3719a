// A whole hunt played by scripted hunters through commands and inputs alone: they walk toward the cache of their thread, read
// and dig there. They are told where it lies, because what is tested is the rules and not the search.
import type { ResolvedHunt } from "@doubloon/shared/hunt/definition";
import { FACINGS } from "@doubloon/shared/hunt/pose";
import type { InputSeq, MoverId } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import { roomAt, TILE_SUB } from "@doubloon/shared/space";
import { Action } from "@doubloon/shared/wire/input";
import { type Command, type InputBatch, makeInputBatch, pushInput } from "../commands.ts";
import type { Fact } from "../facts.ts";
import type { Hunt } from "../hunts/hunt.ts";
import { NO_CACHE } from "../hunts/hunters.ts";
import { makeRandom, nextRandom, randomBelow } from "../random.ts";
import { stepWorld } from "../stepWorld.ts";
import { createWorld, type World, type WorldOptions } from "../world.ts";
import { enter, makeMap, playerId, testLoot } from "./testWorld.ts";

/** A short hunt: waves of 40 s in the whole of `huntMap`. */
export const shortHunt: ResolvedHunt = {
  number: 1,
  definition: "short",
  title: "The Short Hunt",
  kind: "hunt",
  zone: { x: 0, y: 0, width: 96, height: 96 },
  announceTicks: 40,
  countdownTicks: 40,
  waveTicks: [800, 800, 800],
  podiumTicks: 60,
  huntersPerCache: 4,
  minCaches: 6,
  maxCaches: 64,
  tiers: [
    { name: "chest", value: 100, share: 3 },
    { name: "coffer", value: 251, share: 2 },
  ],
  crownValue: 600,
  mimicOneIn: 5,
  clues: { piece: true, turned: true, riddleTicks: 200, hintTicks: 200 },
  tools: [],
};

export const huntMap = makeMap(96, 96, 0);

export interface ScriptOptions {
  readonly seed: number;
  readonly players: number;
  readonly hunt?: ResolvedHunt;
  /** Players with numbers from here on are bots. */
  readonly botsFrom?: number;
  readonly world?: Partial<WorldOptions>;
  /** One walk in so many goes to the cache, the others anywhere in the zone, and probes follow each. Default 1. */
  readonly aimOneIn?: number;
  /** Steps the world; default `stepWorld`. A bench measures here. */
  readonly run?: typeof stepWorld;
  /** Called before each step; may add commands. */
  readonly commands?: (script: ScriptedHunt) => readonly Command[];
}

/** The nonce of test player `n`. */
export function nonceOf(n: number): string {
  return n.toString(16).padStart(32, "0");
}

export class ScriptedHunt {
  readonly world: World;
  readonly facts: Fact[] = [];
  readonly movers: MoverId[] = [];
  readonly inputs: InputBatch;
  /** The commands of the last step. */
  commands: readonly Command[] = [];
  readonly hunt: ResolvedHunt;
  /** Players act; without this they stand still. */
  acting = true;
  steps = 0;
  readonly #options: ScriptOptions;
  readonly #random: Uint32Array<ArrayBuffer>;
  readonly #seqs: number[] = [];
  #given: ((input: ScriptedHunt["input"]) => void) | undefined;

  constructor(options: ScriptOptions) {
    this.#options = options;
    this.hunt = options.hunt ?? shortHunt;
    this.#random = makeRandom(options.seed + 1_000_000);
    this.inputs = makeInputBatch(options.players + 16);
    this.world = createWorld({ map: huntMap, loot: testLoot, seed: options.seed, ...options.world });
    const { players, botsFrom = players } = options;
    const enters = Array.from({ length: players }, (_, n): Command => {
      const command = enter(n);
      return n >= botsFrom && command.type === "enter" ? { ...command, bot: true } : command;
    });
    for (const fact of stepWorld(this.world, { commands: enters, inputs: this.inputs })) {
      if (fact.type === "entered") this.movers.push(fact.mover);
    }
    this.step([
      {
        type: "announceHunt",
        hunt: this.hunt,
        secret: Uint8Array.from({ length: 32 }, () => nextRandom(this.#random) & 255),
        announcement: options.seed.toString(16).padStart(64, "0"),
      },
    ]);
    this.step(
      this.movers.map((mover, n) => ({
        type: "joinHunt",
        mover,
        hunt: this.hunt.number,
        nonce: nonceOf(n),
      })),
    );
  }

  /** The hunt's state; fails once it is archived. */
  get state(): Hunt {
    const hunt = this.world.hunts.find(this.hunt.number);
    if (hunt === undefined) throw new Error(`hunt ${this.hunt.number} is archived`);
    return hunt;
  }

  get archived(): boolean {
    return this.world.hunts.find(this.hunt.number) === undefined;
  }

  /** One tick with inputs that `give` gives. Returns its facts. */
  stepWith(give: (input: ScriptedHunt["input"]) => void): readonly Fact[] {
    this.#given = give;
    return this.step();
  }

  /** One tick. Returns its facts. */
  step(commands: readonly Command[] = []): readonly Fact[] {
    this.inputs.count = 0;
    this.#given?.((...input) => this.input(...input));
    this.#given = undefined;
    if (this.acting && !this.archived && this.world.hunts.list[0]?.phase === "running") this.#act();
    const more = this.#options.commands?.(this) ?? [];
    const run = this.#options.run ?? stepWorld;
    this.commands = [...commands, ...more];
    const facts = [...run(this.world, { commands: this.commands, inputs: this.inputs })];
    for (const fact of facts) this.facts.push(fact);
    this.steps++;
    return facts;
  }

  /** Steps until the hunt is in a phase or archived; fails after `limit` ticks. */
  until(done: (script: ScriptedHunt) => boolean, limit = 20_000): void {
    for (let i = 0; !done(this); i++) {
      if (i === limit) throw new Error(`not reached within ${limit} ticks, the hunt is ${this.state.phase}`);
      this.step();
    }
  }

  play(limit = 20_000): void {
    this.until(({ archived }) => archived, limit);
  }

  /** Adds an input of a mover to this step's, as a client would give it. */
  input(mover: MoverId, intent: number, x = 0, y = 0): void {
    const seq = ((this.#seqs[mover] ?? 0) + 1) & 0xffff;
    this.#seqs[mover] = seq;
    pushInput(this.inputs, mover, seq as InputSeq, intent, 0, x, y);
  }

  /** Puts a mover on the middle of a tile, standing. */
  put(mover: MoverId, tileX: number, tileY: number): void {
    const { movers, members, grid } = this.world;
    movers.intent[mover] = Intent.stop;
    movers.x[mover] = (tileX + 0.5) * TILE_SUB;
    movers.y[mover] = (tileY + 0.5) * TILE_SUB;
    members.remove(movers.room[mover], mover);
    movers.room[mover] = roomAt(grid, movers.x[mover], movers.y[mover]);
    members.add(movers.room[mover], mover);
  }

  /** The row of player `n`'s hunter. */
  row(n: number): number {
    const account = this.world.accounts.find(playerId(n));
    const row = account === undefined ? undefined : this.world.hunts.hunters.find(account);
    if (row === undefined) throw new Error(`player ${n} is no hunter`);
    return row;
  }

  #act(): void {
    const { world } = this;
    const { hunters } = world.hunts;
    const { caches } = this.state;
    for (const mover of this.movers) {
      if (!world.movers.has(mover)) continue;
      const stands = world.movers.gait[mover] === 0 && world.movers.intent[mover] === 0;
      if (!stands || world.movers.pose[mover] >= FACINGS || randomBelow(this.#random, 10) !== 0) continue;
      const row = hunters.find(world.movers.account[mover] - 1);
      const cache = row === undefined ? NO_CACHE : hunters.cache[row];
      if (cache === NO_CACHE) continue;
      const dx = caches.tileX[cache] - Math.floor(world.movers.x[mover] / TILE_SUB);
      const dy = caches.tileY[cache] - Math.floor(world.movers.y[mover] / TILE_SUB);
      const { aimOneIn = 1 } = this.#options;
      const near = aimOneIn > 1 || (Math.abs(dx) <= 3 && Math.abs(dy) <= 3);
      const choice = randomBelow(this.#random, 4);
      if (choice === 0) this.input(mover, Action.read);
      else if (near && choice < 3) this.input(mover, Action.dig);
      else if (randomBelow(this.#random, aimOneIn) === 0) {
        this.#walkNear(mover, caches.tileX[cache], caches.tileY[cache]);
      } else {
        const { x, y, width, height } = this.hunt.zone;
        this.#walkNear(mover, x + randomBelow(this.#random, width), y + randomBelow(this.#random, height));
      }
    }
  }

  #walkNear(mover: MoverId, tileX: number, tileY: number): void {
    const { grid } = this.world;
    const near = (tile: number, limit: number): number => {
      const wanted = tile + randomBelow(this.#random, 7) - 3;
      return (Math.max(1, Math.min(limit - 2, wanted)) + 0.5) * TILE_SUB;
    };
    this.input(mover, Intent.point, near(tileX, grid.widthTiles), near(tileY, grid.heightTiles));
  }
}
