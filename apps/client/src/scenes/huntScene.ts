// The Phaser scene: each animation frame asks the world what is where and lets the layers draw it. Decides
// nothing about the game.

import type { LootKind } from "@doubloon/shared/loot";
import { gaitOf } from "@doubloon/shared/movement";
import { CHUNK_SUB, TILE_SUB } from "@doubloon/shared/space";
import type { SeenLoot } from "@doubloon/shared/view/roomView";
import Phaser from "phaser";
import { Effects } from "../render/effects.ts";
import { LabelSheet } from "../render/labelSheet.ts";
import { LootLayer } from "../render/lootLayer.ts";
import { MoverLayer } from "../render/moverLayer.ts";
import { makeCharacterSheet, makeEffectSheet, makeLootSheet } from "../render/spriteSheets.ts";
import { TerrainLayer } from "../render/terrainLayer.ts";
import { zoomFor } from "../render/zoom.ts";
import type { GameWorld } from "../world/gameWorld.ts";
import type { HuntModel } from "./huntModel.ts";

/** Tile size, in pixels, that the figures are drawn for. */
const ART_TILE_PX = 16;
/** Treasure that disappears this close to the own mover, in sub-tile units, counts as picked up by it. */
const OWN_PICK_UP_SUB = 1.1 * TILE_SUB;
const MAX_ELAPSED_MS = 100;

export class HuntScene extends Phaser.Scene {
  readonly #model: HuntModel;
  readonly #ratio: () => number;
  #terrain!: TerrainLayer;
  #movers!: MoverLayer;
  #loot!: LootLayer;
  #effects!: Effects;
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
    const { map, painter, lootKinds, terrain, random } = this.#model;
    const scale = Math.max(1, Math.round(map.tileWidth / ART_TILE_PX));
    makeCharacterSheet(this.textures);
    makeEffectSheet(this.textures);
    makeLootSheet(this.textures, [...lootKinds.values()]);
    this.#terrain = new TerrainLayer({
      scene: this,
      painter,
      tileWidth: map.tileWidth,
      tileHeight: map.tileHeight,
      chunkAt: (column, row) => terrain.chunk(column, row),
      painted: (column, row, pictures) => this.#model.painted(column, row, pictures),
    });
    this.#movers = new MoverLayer(this, new LabelSheet(this.textures, this.#ratio()), scale);
    this.#loot = new LootLayer(this, lootKinds, { width: map.tileWidth, height: map.tileHeight }, scale);
    this.#effects = new Effects(this, scale, random);
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
    this.#follow(own.x, own.y);
    this.#terrain.update(Math.floor(own.x / CHUNK_SUB), Math.floor(own.y / CHUNK_SUB));
    this.#drawn ||= this.#model.terrain.ready;
    this.#showMovers(world, nowMs, elapsedMs);
    if (world !== this.#world || world.revision !== this.#revision) this.#showLoot(world, nowMs);
    this.#loot.update(nowMs, elapsedMs);
    const destination = this.#model.destination();
    const mark = destination && { x: this.#px(destination.x), y: this.#py(destination.y) };
    this.#effects.mark(mark, nowMs);
    this.#effects.update(nowMs, this.zoom);
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
    this.#effects.float(x, tileY * tileHeight, `+${value}`, kind.rarity, nowMs, this.#ratio());
  }

  #follow(xSub: number, ySub: number): void {
    const camera = this.cameras.main;
    const { zoom } = camera;
    camera.centerOn(
      Math.round(this.#px(xSub) * zoom) / zoom,
      Math.round((this.#py(ySub) - this.#model.map.tileHeight / 2) * zoom) / zoom,
    );
  }

  #showMovers(world: GameWorld, nowMs: number, elapsedMs: number): void {
    const layer = this.#movers;
    const shownTicks = world.shownTicks(nowMs);
    layer.begin();
    for (const [mover, track] of world.view.movers) {
      if (mover === world.mover) continue;
      const motion = world.motionOf(track, shownTicks);
      const seen = {
        mover,
        x: this.#px(world.xOf(track, shownTicks)),
        y: this.#py(world.yOf(track, shownTicks)),
        heading: world.facingOf(track, shownTicks),
        gait: gaitOf(motion),
        name: world.names.nameOf(mover),
        own: false,
      };
      layer.show(seen, nowMs, elapsedMs, this.zoom);
    }
    const own = world.shownPosition(nowMs);
    if (own !== undefined) {
      const { heading, gait } = own;
      const at = { x: this.#px(own.x), y: this.#py(own.y) };
      const name = this.#model.ownName();
      layer.show({ mover: world.mover, ...at, heading, gait, name, own: true }, nowMs, elapsedMs, this.zoom);
    }
    layer.end(elapsedMs);
  }

  #showLoot(world: GameWorld, nowMs: number): void {
    const sameWorld = world === this.#world;
    this.#world = world;
    this.#revision = world.revision;
    const removed = this.#loot.sync(world.view.loot);
    if (sameWorld) for (const loot of removed) this.#showPickUp(world, loot, nowMs);
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
    this.#effects.pickUp(x, y, kind.rarity, isOwn, nowMs);
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
