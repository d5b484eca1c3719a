// All layers of the hunt scene with the batches that they share, made once for a scene.
import type { LootKind } from "@doubloon/shared/loot";
import type Phaser from "phaser";
import { LabelSheet } from "../render/art/labelSheet.ts";
import { PhraseSheet } from "../render/art/phraseSheet.ts";
import {
  EFFECTS,
  LOOT,
  makeCharacterSheet,
  makeEffectSheet,
  makeLootSheet,
} from "../render/art/spriteSheets.ts";
import { Depth } from "../render/depth.ts";
import { Celebration } from "../render/layers/celebration.ts";
import { Effects } from "../render/layers/effects.ts";
import { LanternLayer } from "../render/layers/lanternLayer.ts";
import { LootLayer } from "../render/layers/lootLayer.ts";
import { MarkLayer } from "../render/layers/markLayer.ts";
import { MoverLayer, type MoverLayerOptions } from "../render/layers/moverLayer.ts";
import { SkyLayer } from "../render/layers/skyLayer.ts";
import { SpriteBatch } from "../render/layers/spriteBatch.ts";
import { TerrainLayer } from "../render/layers/terrainLayer.ts";
import { WaterLayer } from "../render/layers/waterLayer.ts";
import { ZoneLayer } from "../render/layers/zoneLayer.ts";
import type { HuntModel } from "./huntModel.ts";

/** Tile size, in pixels, that the figures are drawn for. */
const ART_TILE_PX = 16;

export class WorldLayers {
  readonly terrain: TerrainLayer;
  readonly water: WaterLayer;
  readonly movers: MoverLayer;
  readonly loot: LootLayer;
  readonly marks: MarkLayer;
  readonly zone: ZoneLayer;
  readonly lantern: LanternLayer;
  readonly effects: Effects;
  readonly sky: SkyLayer;
  readonly celebration: Celebration;
  /** World pixels per pixel of the figures. */
  readonly scale: number;
  readonly #batches: readonly SpriteBatch[];

  /** `ratio`: device pixels per page pixel; `heard` takes the sounds of bodies. */
  constructor(scene: Phaser.Scene, model: HuntModel, ratio: number, heard: MoverLayerOptions["heard"]) {
    const { map, painter, lootKinds, terrain, random } = model;
    const { tileWidth, tileHeight } = map;
    const { textures } = scene;
    const scale = Math.max(1, Math.round(tileWidth / ART_TILE_PX));
    this.scale = scale;
    makeSheets(textures, lootKinds);
    this.terrain = new TerrainLayer({
      scene,
      painter,
      tileWidth,
      tileHeight,
      chunkAt: (column, row) => terrain.chunk(column, row),
      painted: (column, row, y, strip) => model.painted(column, row, y, strip),
    });
    const water = new SpriteBatch(scene, EFFECTS, Depth.water);
    const ground = new SpriteBatch(scene, LOOT, Depth.marks);
    const shadows = new SpriteBatch(scene, EFFECTS, Depth.shadows);
    const glow = new SpriteBatch(scene, EFFECTS, Depth.glow);
    glow.setBlendMode("ADD");
    const bodies = new SpriteBatch(scene, LOOT, Depth.bodies);
    this.#batches = [water, ground, shadows, glow, bodies];
    this.water = new WaterLayer(textures, water, painter, scale);
    const shared = { scene, textures, tileWidth, tileHeight, scale, bodies, shadows, glow };
    this.loot = new LootLayer({ ...shared, kinds: lootKinds });
    this.marks = new MarkLayer({ ...shared, ground, lively: () => !model.reducedMotion() });
    this.movers = new MoverLayer({
      ...shared,
      labels: new LabelSheet(textures, ratio),
      phrases: new PhraseSheet(textures, ratio, (phrase) => model.phrase(phrase)),
      heard,
    });
    this.zone = new ZoneLayer(textures, bodies, scale, tileWidth, tileHeight);
    this.lantern = new LanternLayer(shared);
    this.effects = new Effects(scene, scale, random);
    this.sky = new SkyLayer(scene, scale);
    this.celebration = new Celebration(scene, scale, random, () => model.heard("firework", 1));
  }

  /** Starts an animation frame: the batches that layers share are empty. */
  begin(): void {
    for (const batch of this.#batches) batch.begin();
  }
}

function makeSheets(
  textures: Phaser.Textures.TextureManager,
  lootKinds: ReadonlyMap<number, LootKind>,
): void {
  makeCharacterSheet(textures);
  makeEffectSheet(textures);
  makeLootSheet(textures, [...lootKinds.values()]);
}
