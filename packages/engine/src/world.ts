// The world's state, as data. It holds no rules: stepWorld.ts and systems/ change it, interest/ encodes what clients
// see.
import type { MoverId, Tick } from "@doubloon/shared/ids";
import { MAX_MOVERS } from "@doubloon/shared/ids";
import type { LootRow } from "@doubloon/shared/loot";
import type { WorldMap } from "@doubloon/shared/map";
import { Gait, Intent, type Walker } from "@doubloon/shared/movement";
import { type ChunkGrid, makeChunkGrid, roomCount } from "@doubloon/shared/space";
import { AwardTotals } from "./boards/awardTotals.ts";
import { Season } from "./boards/season.ts";
import { Accounts } from "./columns/accounts.ts";
import { Actors } from "./columns/actors.ts";
import { ChunkLogs } from "./columns/chunkLog.ts";
import { ChunkMembers } from "./columns/chunkMembers.ts";
import { LootField } from "./columns/lootField.ts";
import { Movers } from "./columns/movers.ts";
import type { Fact } from "./facts.ts";
import { Hunts } from "./hunts/hunts.ts";
import { Leaderboard } from "./leaderboard.ts";
import { makeRandom } from "./random.ts";
import { Solo } from "./solo/solo.ts";
import { Teams } from "./teams/teams.ts";
import { WorldGround } from "./worldGround.ts";

export interface WorldOptions {
  readonly map: WorldMap;
  readonly loot: readonly LootRow[];
  /** Any integer. The same seed gives the same world. */
  readonly seed: number;
  /** The first tick. Default 0; tests start near the wrap. */
  readonly tick?: Tick;
  /** The maximum number of accounts. Default MAX_ACCOUNTS; tests use fewer. */
  readonly accountLimit?: number;
}

/** A new player who has found nothing yet, by mover and account row. */
export interface Newcomer {
  readonly mover: MoverId;
  readonly account: number;
  readonly since: Tick;
}

export interface World {
  /** The tick of the last step. */
  tick: Tick;
  readonly map: WorldMap;
  readonly grid: ChunkGrid;
  readonly ground: WorldGround;
  readonly random: Uint32Array<ArrayBuffer>;
  readonly movers: Movers;
  readonly actors: Actors;
  readonly solo: Solo;
  /** New players who have found nothing yet. */
  readonly newcomers: Newcomer[];
  /** Rows of hunters whose boots run. */
  readonly running: number[];
  readonly accounts: Accounts;
  readonly board: Leaderboard;
  readonly season: Season;
  /** Points won in all. Not part of the state that steps depend on. */
  readonly awards: AwardTotals;
  readonly teams: Teams;
  readonly loot: LootField;
  readonly hunts: Hunts;
  /** The movers in each chunk; derived from `movers`. */
  readonly members: ChunkMembers;
  /** The movers that recently left each chunk, for another chunk or for good. */
  readonly departures: ChunkLogs;
  /** Movers whose position changed in this step, for the systems that run after `move`. */
  readonly moved: Uint16Array<ArrayBuffer>;
  movedCount: number;
  /** The movers among them that entered another chunk. */
  readonly crossing: Uint16Array<ArrayBuffer>;
  crossingCount: number;
  /** The facts of this step so far. */
  readonly facts: Fact[];
  /** Points won in this step, as pairs of account row and points. */
  readonly scored: number[];
  /** The one walker that the movement rule steps. Columns are copied into it and back. */
  readonly walker: Walker;
}

/**
 * Creates a world with every chunk's loot in place.
 * @throws RangeError if the map has an empty side, too many chunks or no spawn point
 */
export function createWorld(options: WorldOptions): World {
  const world = emptyWorld(options);
  for (let chunk = 0; chunk < world.loot.targets.length; chunk++) {
    while (world.loot.counts[chunk] < world.loot.targets[chunk]) {
      if (!world.loot.drop(chunk, world.random, world.tick)) break;
    }
  }
  return world;
}

/** Creates a world without loot, to be filled from saved data. */
export function emptyWorld(options: WorldOptions): World {
  const { map, loot, seed } = options;
  if (map.spawns.length === 0) throw new RangeError("map has no spawn point, expected at least one");
  const grid = makeChunkGrid(map.widthTiles, map.heightTiles);
  const accounts = new Accounts(options.accountLimit);
  const board = new Leaderboard(accounts);
  return {
    tick: options.tick ?? (0 as Tick),
    map,
    grid,
    ground: new WorldGround(map),
    random: makeRandom(seed),
    movers: new Movers(),
    actors: new Actors(),
    solo: new Solo(map),
    running: [],
    newcomers: [],
    accounts,
    board,
    season: new Season(accounts, board),
    awards: new AwardTotals(),
    teams: new Teams(),
    loot: new LootField(map, grid, loot),
    hunts: new Hunts(),
    members: new ChunkMembers(roomCount(grid)),
    departures: new ChunkLogs(roomCount(grid)),
    moved: new Uint16Array(MAX_MOVERS),
    movedCount: 0,
    crossing: new Uint16Array(MAX_MOVERS),
    crossingCount: 0,
    facts: [],
    scored: [],
    walker: {
      x: 0,
      y: 0,
      heading: 0,
      gait: Gait.stopped,
      intent: Intent.stop,
      targetX: 0,
      targetY: 0,
      fast: false,
    },
  };
}
