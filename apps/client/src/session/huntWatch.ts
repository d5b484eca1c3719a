// Looks at the world for the hunt a few times a second: where the own player stands and what it shows, which holes are fresh,
// which chunks the chart does not know yet. Changes nothing in the world.
import { poseOf } from "@doubloon/shared/hunt/pose";
import { Tool } from "@doubloon/shared/hunt/rules";
import type { MoverId } from "@doubloon/shared/ids";
import { CHUNK_TILES, TILE_SUB } from "@doubloon/shared/space";
import { updateGuide } from "../hud/tutorial/guide.ts";
import { updateTutorial } from "../hud/tutorial/tutorial.ts";
import type { ChartSession } from "../hunting/chart/chartSession.ts";
import { FreshHoles } from "../hunting/freshHoles.ts";
import type { HuntSession } from "../hunting/huntSession.ts";
import { huntStore } from "../hunting/huntStore.ts";
import type { GameWorld } from "../world/gameWorld.ts";
import { OwnProbes } from "../world/ownProbes.ts";
import type { TerrainStore } from "../world/terrainStore.ts";
import type { InkWatch } from "./inkWatch.ts";
import { linkMapMarks, showMates } from "./mapMarks.ts";

/** Chunks around the player's that the chart learns. */
const LEARN_REACH = 2;
/** After a longer gap between two looks, because the page was hidden, new holes may be old ones. In ms. */
const MAX_GAP_MS = 5_000;

export class HuntWatch {
  readonly #hunt: HuntSession;
  readonly #chart: ChartSession;
  readonly #ink: InkWatch;
  readonly #unlink = linkMapMarks();
  readonly #unsubscribe: () => void;
  readonly #holes = new FreshHoles();
  readonly #probes = new OwnProbes();
  #world: GameWorld | undefined;
  #terrain: TerrainStore | undefined;
  #lookedMs = 0;

  constructor(hunt: HuntSession, chart: ChartSession, ink: InkWatch) {
    this.#hunt = hunt;
    this.#chart = chart;
    this.#ink = ink;
    this.#unsubscribe = huntStore.subscribe(({ hunter }, before) => {
      if (hunter !== before.hunter) this.#tellBoots();
    });
  }

  /** `terrain` is undefined while no map is open. */
  update(world: GameWorld, terrain: TerrainStore | undefined, nowMs: number): void {
    const at = world.confirmedPosition;
    if (at === undefined) return;
    if (nowMs - this.#lookedMs > MAX_GAP_MS) this.#holes.reset();
    this.#lookedMs = nowMs;
    if (world !== this.#world) {
      this.#holes.reset();
      this.#world = world;
      this.#tellBoots();
    }
    const tileX = Math.floor(at.x / TILE_SUB);
    const tileY = Math.floor(at.y / TILE_SUB);
    const pose = poseShown(world, world.mover);
    this.#hunt.update({ tick: world.tickAt(nowMs), tileX, tileY, pose, nowMs });
    this.#lookForMisses(world, tileX, tileY);
    if (terrain !== undefined)
      updateTutorial({ loot: [...world.view.loot.values()], ground: terrain.known, tileX, tileY }, nowMs);
    updateGuide(tileX, tileY);
    this.#ink.update(world, nowMs);
    showMates(world, nowMs);
    if (terrain !== undefined) this.#learn(terrain, tileX, tileY);
  }

  #lookForMisses(world: GameWorld, tileX: number, tileY: number): void {
    const { hunter } = huntStore.getState();
    const leg = world.view.movers.get(world.mover)?.last;
    const missed = leg !== undefined && this.#probes.ended(leg, hunter?.tool ?? Tool.none);
    const holes = this.#holes.look(world.view.loot, tileX, tileY);
    // Nobody else can strike a cache of one's own, so their holes say nothing of it.
    if (hunter?.solo === undefined) for (const hole of holes) this.#chart.missed(hole.tileX, hole.tileY);
    else if (missed) this.#chart.missed(tileX, tileY);
  }

  close(): void {
    this.#unsubscribe();
    this.#hunt.detector.interrupt();
    this.#unlink();
    this.#ink.close();
    this.#chart.close();
  }

  /** The prediction has to know until when the own player's boots run. */
  #tellBoots(): void {
    const { hunter } = huntStore.getState();
    if (hunter !== undefined) this.#world?.runsUntil(hunter.toolUntil);
  }

  #learn(terrain: TerrainStore, tileX: number, tileY: number): void {
    // Another map has other ground.
    if (this.#terrain !== undefined && this.#terrain !== terrain) this.#chart.forget();
    this.#terrain = terrain;
    const column = Math.floor(tileX / CHUNK_TILES);
    const row = Math.floor(tileY / CHUNK_TILES);
    const chunks = [];
    for (let y = row - LEARN_REACH; y <= row + LEARN_REACH; y++) {
      for (let x = column - LEARN_REACH; x <= column + LEARN_REACH; x++) {
        const blocked = terrain.chunk(x, y)?.blocked;
        if (blocked !== undefined) chunks.push({ column: x, row: y, blocked });
      }
    }
    this.#chart.learn(chunks);
  }
}

/** What a mover in view shows, see hunt/pose.ts; undefined while it walks, 0 if it is out of view. */
function poseShown(world: GameWorld, mover: MoverId): number | undefined {
  const motion = world.view.movers.get(mover)?.last.motion;
  return motion === undefined ? 0 : poseOf(motion);
}
