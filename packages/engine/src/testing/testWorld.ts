// Test worlds: a generated map, a small loot table and players with made-up ids.
import type { InputSeq, MoverId, PlayerId } from "@doubloon/shared/ids";
import type { LootRow } from "@doubloon/shared/loot";
import type { WorldMap } from "@doubloon/shared/map";
import { Action } from "@doubloon/shared/wire/input";
import { type Command, type InputBatch, makeInputBatch, pushInput } from "../commands.ts";
import { makeRandom, nextRandom, randomBelow } from "../random.ts";

/** A grass field with random walls: on average one tile in `wallEvery` is blocked, none if it is 0. */
export function makeMap(widthTiles: number, heightTiles: number, wallEvery = 11, version = "test"): WorldMap {
  const random = makeRandom(widthTiles * 65_537 + heightTiles);
  const tiles = widthTiles * heightTiles;
  const blocked = Uint8Array.from({ length: tiles }, () =>
    wallEvery > 0 && randomBelow(random, wallEvery) === 0 ? 1 : 0,
  );
  const spawns = [0.25, 0.5, 0.75].map((part) => ({
    tileX: Math.floor(widthTiles * part),
    tileY: Math.floor(heightTiles * part),
  }));
  for (const { tileX, tileY } of spawns) blocked[tileY * widthTiles + tileX] = 0;
  const terrain = new Uint8Array(tiles).fill(1);
  const named = { landmarks: [], areas: [] };
  return { widthTiles, heightTiles, blocked, terrain, terrains: ["", "grass"], spawns, ...named, version };
}

export const testLoot: readonly LootRow[] = [
  row(1, "Coin", "common", 1, 10),
  row(2, "Crown", "legendary", 50, 1),
];

function row(
  number: number,
  name: string,
  rarity: LootRow["rarity"],
  value: number,
  weight: number,
): LootRow {
  return { number, name, shape: "coin", color: "#ffcc00", rarity, value, weight, terrains: ["grass"] };
}

/** The id of test player `n`. */
export function playerId(n: number): PlayerId {
  return `player-${n}`.padEnd(22, "_") as PlayerId;
}

export function enter(n: number, name: string | undefined = `P${n}`): Command {
  return { type: "enter", playerId: playerId(n), name };
}

export function noInputs(): InputBatch {
  return makeInputBatch(0);
}

/** A crowd that joins, leaves and walks at random. The same seed gives the same commands and inputs for every step. */
export class Wanderers {
  readonly inputs: InputBatch = makeInputBatch(4096);
  readonly #random: Uint32Array;
  readonly #players: number;
  readonly #present = new Map<number, MoverId>();
  readonly #seqs = new Map<MoverId, number>();
  /** Mean number of steps between two turns of a player, and between joining and leaving. */
  readonly #turnEvery: number;
  readonly #stayFor: number;
  /** Whether players also dig, read and show emotes: a third of their inputs. */
  readonly #acts: boolean;

  constructor(seed: number, players: number, turnEvery = 8, stayFor = 300, acts = false) {
    this.#random = makeRandom(seed);
    this.#players = players;
    this.#turnEvery = turnEvery;
    this.#stayFor = stayFor;
    this.#acts = acts;
  }

  /** Takes the facts of the last step, to know which players have movers. */
  observe(
    facts: readonly { readonly type: string; readonly playerId?: PlayerId; readonly mover?: MoverId }[],
  ): void {
    for (const fact of facts) {
      if (fact.playerId === undefined || fact.mover === undefined) continue;
      const n = Number(fact.playerId.slice(7).replaceAll("_", ""));
      if (fact.type === "entered") {
        this.#present.set(n, fact.mover);
        this.#seqs.set(fact.mover, 0);
      } else if (fact.type === "left") this.#present.delete(n);
    }
  }

  /** Returns the commands of the next step and fills `inputs`. The arguments are the map's sides in sub-tile units. */
  next(widthSub: number, heightSub: number): Command[] {
    const random = this.#random;
    const commands: Command[] = [];
    this.inputs.count = 0;
    for (let n = 0; n < this.#players; n++) {
      const mover = this.#present.get(n);
      if (mover === undefined) {
        if (randomBelow(random, 20) === 0) commands.push(enter(n));
        continue;
      }
      const chance = randomBelow(random, this.#stayFor * 4);
      if (chance < 4) commands.push(chance === 0 ? enter(n, "Again") : { type: "leave", mover });
      if (randomBelow(random, this.#turnEvery) !== 0) continue;
      const seq = ((this.#seqs.get(mover) ?? 0) + 1) & 0xffff;
      this.#seqs.set(mover, seq);
      const dice = randomBelow(random, this.#acts ? 12 : 8);
      const intent = dice === 0 ? 0 : dice < 5 ? 1 : dice < 8 ? 2 : dice < 10 ? 3 : dice - 6;
      pushInput(
        this.inputs,
        mover,
        seq as InputSeq,
        intent,
        intent === Action.emote ? 16 + randomBelow(random, 20) : nextRandom(random) & 63,
        randomBelow(random, widthSub),
        randomBelow(random, heightSub),
      );
    }
    return commands;
  }
}
