// The Phaser scene: each animation frame asks the world what is where and lets the layers draw it. Decides
// nothing about the game.

import { Mark } from "@doubloon/shared/hunt/marks";
import type { LootKind } from "@doubloon/shared/loot";
import { Gait, gaitOf, packMotion } from "@doubloon/shared/movement";
import { CHUNK_SUB, TILE_SUB } from "@doubloon/shared/space";
import type { SeenLoot } from "@doubloon/shared/view/roomView";
import Phaser from "phaser";
import { zoomFor } from "../render/zoom.ts";
import type { GameWorld } from "../world/gameWorld.ts";
import type { HuntModel, SceneSound } from "./huntModel.ts";
import { Shake } from "./shake.ts";
import { WorldLayers } from "./worldLayers.ts";

/** Treasure that disappears this close to the own mover, in sub-tile units, counts as picked up by it. */
const OWN_PICK_UP_SUB = 1.1 * TILE_SUB;
const MAX_ELAPSED_MS = 100;
/** A thud beside the player moves the camera by this, in pixels of the figures. */
const THUD_PX = 3;
/** Things are heard up to this distance, in sub-tile units. */
const HEARING_SUB = CHUNK_SUB;

export class HuntScene extends Phaser.Scene {
  readonly #model: HuntModel;
  readonly #ratio: () => number;
  readonly #shake = new Shake();
  #layers!: WorldLayers;
  #world: GameWorld | undefined;
  #revision = -1;
  #drawn = false;

  /** `ratio`: device pixels per page pixel. */
  constructor(model: HuntModel, ratio: () => number) {
    super("hunt");
    this.#model = model;
    this.#ratio = ratio;
  }

  /** Whether the terrain in view has been drawn. */
  get drawn(): boolean {
    return this.#drawn;
  }

  /** Device pixels per world pixel. */
  get zoom(): number {
    return this.cameras.main.zoom;
  }

  create(): void {
    const { map } = this.#model;
    this.#layers = new WorldLayers(this, this.#model, this.#ratio(), (sound, x, y) =>
      this.#hear(sound, (x / map.tileWidth) * TILE_SUB, (y / map.tileHeight) * TILE_SUB),
    );
    this.cameras.main.setBackgroundColor("#12384c");
    this.cameras.main.setBounds(0, 0, map.widthTiles * map.tileWidth, map.heightTiles * map.tileHeight);
    this.fit();
    this.scale.on("resize", () => this.fit());
  }

  /** Chooses the zoom for the stage's size. */
  fit(): void {
    const { tileWidth, tileHeight } = this.#model.map;
    this.cameras.main.setZoom(zoomFor(this.scale.width, this.scale.height, tileWidth, tileHeight));
  }

  override update(_time: number, delta: number): void {
    const nowMs = this.#model.nowMs();
    const elapsedMs = Math.min(delta, MAX_ELAPSED_MS);
    this.#model.frameStarts(nowMs);
    const world = this.#model.world();
    const own = world.shownPosition(nowMs);
    if (own === undefined) return;
    const layers = this.#layers;
    layers.begin();
    this.#follow(own.x, own.y, nowMs);
    layers.terrain.update(Math.floor(own.x / CHUNK_SUB), Math.floor(own.y / CHUNK_SUB), elapsedMs);
    this.#drawn ||= this.#model.terrain.ready;
    this.#showMovers(world, nowMs, elapsedMs);
    if (world !== this.#world || world.revision !== this.#revision) this.#showLoot(world, nowMs);
    layers.loot.update(nowMs, elapsedMs);
    layers.marks.update(nowMs, elapsedMs);
    const destination = this.#model.destination();
    const mark = destination && { x: this.#px(destination.x), y: this.#py(destination.y) };
    layers.effects.mark(mark, nowMs);
    layers.effects.update(nowMs, this.zoom);
    const view = this.cameras.main.worldView;
    const zone = this.#model.zone();
    if (zone !== undefined) layers.zone.update(zone, view);
    if (this.#model.lantern())
      layers.lantern.update(this.#px(own.x), this.#py(own.y), world.view.loot, nowMs);
    layers.water.update(nowMs, view, this.#chunkAt, this.#model.reducedMotion());
    layers.sky.update(world.tick, view, this.#px(own.x), this.#py(own.y));
    layers.celebration.update(nowMs, view);
  }

  /** Map position, in sub-tile units, of a point on the canvas in device pixels. */
  mapPositionAt(canvasX: number, canvasY: number): { readonly x: number; readonly y: number } {
    const { scrollX, scrollY, width, height, zoom } = this.cameras.main;
    const worldX = (canvasX - width / 2) / zoom + scrollX + width / 2;
    const worldY = (canvasY - height / 2) / zoom + scrollY + height / 2;
    const { tileWidth, tileHeight } = this.#model.map;
    return {
      x: Math.round((worldX / tileWidth) * TILE_SUB),
      y: Math.round((worldY / tileHeight) * TILE_SUB),
    };
  }

  /** The point on the canvas, in device pixels, of a map position in sub-tile units. */
  canvasAt(xSub: number, ySub: number): { readonly x: number; readonly y: number } {
    const { scrollX, scrollY, width, height, zoom } = this.cameras.main;
    return {
      x: (this.#px(xSub) - scrollX - width / 2) * zoom + width / 2,
      y: (this.#py(ySub) - scrollY - height / 2) * zoom + height / 2,
    };
  }

  award(kind: LootKind, value: number, tileX: number, tileY: number): void {
    const { tileWidth, tileHeight } = this.#model.map;
    const nowMs = this.#model.nowMs();
    const x = (tileX + 0.5) * tileWidth;
    this.#layers.effects.float(x, tileY * tileHeight, `+${value}`, kind.rarity, nowMs, this.#ratio());
  }

  /** Fireworks and confetti; nothing with reduced motion. */
  celebrate(lengthMs: number): void {
    if (!this.#model.reducedMotion()) this.#layers.celebration.start(this.#model.nowMs(), lengthMs);
  }

  readonly #chunkAt = (column: number, row: number) => this.#model.terrain.chunk(column, row);

  #follow(xSub: number, ySub: number, nowMs: number): void {
    const camera = this.cameras.main;
    const { zoom } = camera;
    const shaken = this.#shake.at(nowMs);
    camera.centerOn(
      Math.round((this.#px(xSub) + shaken.x) * zoom) / zoom,
      Math.round((this.#py(ySub) + shaken.y - this.#model.map.tileHeight / 2) * zoom) / zoom,
    );
  }

  #showMovers(world: GameWorld, nowMs: number, elapsedMs: number): void {
    const layer = this.#layers.movers;
    const shownTicks = world.shownTicks(nowMs);
    layer.begin(nowMs, elapsedMs, this.zoom, this.#model.leader());
    for (const [mover, track] of world.view.movers) {
      if (mover === world.mover) continue;
      const x = this.#px(world.xOf(track, shownTicks));
      const y = this.#py(world.yOf(track, shownTicks));
      const motion = world.motionOf(track, shownTicks);
      if (gaitOf(motion) !== Gait.stopped) this.#layers.lantern.tracks.see(mover, x, y, nowMs);
      layer.show(mover, x, y, motion, world.facingOf(track, shownTicks), world.names.nameOf(mover), false);
    }
    const own = world.shownPosition(nowMs);
    if (own !== undefined) {
      const { heading, pose } = own;
      const motion = pose === undefined ? packMotion(own.gait, heading) : packMotion(Gait.stopped, pose);
      layer.show(world.mover, this.#px(own.x), this.#py(own.y), motion, heading, this.#model.ownName(), true);
    }
    layer.end();
  }

  #showLoot(world: GameWorld, nowMs: number): void {
    const sameWorld = world === this.#world;
    this.#world = world;
    this.#revision = world.revision;
    const removed = this.#layers.loot.sync(world.view.loot);
    const added = this.#layers.marks.sync(world.view.loot);
    if (!sameWorld) return;
    for (const loot of removed) this.#showPickUp(world, loot, nowMs);
    for (const mark of added) this.#showNewMark(world, mark, nowMs);
  }

  /** A mark that appears near the player is heard; a struck cache shakes the ground. */
  #showNewMark(world: GameWorld, mark: SeenLoot, nowMs: number): void {
    const nearness = this.#nearness(world, (mark.tileX + 0.5) * TILE_SUB, (mark.tileY + 0.5) * TILE_SUB);
    if (nearness === 0) return;
    if (mark.kind === Mark.struck) {
      this.#model.heard("thud", nearness);
      if (!this.#model.reducedMotion()) this.#shake.start(THUD_PX * this.#layers.scale * nearness, nowMs);
    } else if (mark.kind === Mark.opened || mark.kind === Mark.great) {
      this.#model.heard("chest", nearness);
      const { tileWidth, tileHeight } = this.#model.map;
      const x = (mark.tileX + 0.5) * tileWidth;
      this.#layers.effects.pickUp(x, mark.tileY * tileHeight, "legendary", true, nowMs);
    }
  }

  /** Reports a sound at a place, in sub-tile units, if the player is near enough to hear it. */
  #hear(sound: SceneSound, x: number, y: number): void {
    const nearness = this.#nearness(this.#model.world(), x, y);
    if (nearness > 0) this.#model.heard(sound, nearness);
  }

  /** 1 beside the player, falling to 0 out of hearing. */
  #nearness(world: GameWorld, x: number, y: number): number {
    const own = world.confirmedPosition;
    if (own === undefined) return 0;
    return Math.max(0, 1 - Math.max(Math.abs(x - own.x), Math.abs(y - own.y)) / HEARING_SUB);
  }

  #showPickUp(world: GameWorld, loot: SeenLoot, nowMs: number): void {
    const kind = this.#model.lootKinds.get(loot.kind);
    const own = world.confirmedPosition;
    if (kind === undefined || own === undefined) return;
    const { tileWidth, tileHeight } = this.#model.map;
    const dx = (loot.tileX + 0.5) * TILE_SUB - own.x;
    const dy = (loot.tileY + 0.5) * TILE_SUB - own.y;
    const distance = Math.max(Math.abs(dx), Math.abs(dy));
    const isOwn = distance < OWN_PICK_UP_SUB;
    // Loot that a new room's keyframe omits is out of view; nobody picked it up.
    const inView = distance < CHUNK_SUB;
    if (!isOwn && !inView) return;
    const x = (loot.tileX + 0.5) * tileWidth;
    const y = (loot.tileY + 0.5) * tileHeight;
    this.#layers.effects.pickUp(x, y, kind.rarity, isOwn, nowMs);
    if (isOwn) this.#model.pickedUp(kind);
  }

  /** World pixels of a map coordinate in sub-tile units. */
  #px(xSub: number): number {
    return (xSub / TILE_SUB) * this.#model.map.tileWidth;
  }

  #py(ySub: number): number {
    return (ySub / TILE_SUB) * this.#model.map.tileHeight;
  }
}
