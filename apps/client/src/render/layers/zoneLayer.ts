// Posts with a flag around the zone of a hunt, so that its border is seen in the world. Draws those in view only.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import type Phaser from "phaser";
import { CHARACTERS } from "../art/spriteSheets.ts";
import type { ViewRect } from "./celebration.ts";
import type { SpriteBatch } from "./spriteBatch.ts";

/** The distance between two posts, in tiles. */
const POST_TILES = 4;
const WHITE = 0xffffff;

export class ZoneLayer {
  readonly #bodies: SpriteBatch;
  readonly #post: Phaser.Textures.Frame;
  readonly #scale: number;
  readonly #tileWidth: number;
  readonly #tileHeight: number;

  constructor(
    textures: Phaser.Textures.TextureManager,
    bodies: SpriteBatch,
    scale: number,
    tileWidth: number,
    tileHeight: number,
  ) {
    this.#bodies = bodies;
    this.#post = textures.get(CHARACTERS).get("post");
    this.#scale = scale;
    this.#tileWidth = tileWidth;
    this.#tileHeight = tileHeight;
  }

  update(zone: TileRect, view: ViewRect): void {
    const west = zone.x * this.#tileWidth;
    const north = zone.y * this.#tileHeight;
    const east = west + zone.width * this.#tileWidth;
    const south = north + zone.height * this.#tileHeight;
    this.#row(west, east, north, view);
    this.#row(west, east, south, view);
    this.#column(north, south, west, view);
    this.#column(north, south, east, view);
  }

  #row(from: number, to: number, y: number, view: ViewRect): void {
    if (y < view.y || y > view.y + view.height + 64) return;
    const gap = POST_TILES * this.#tileWidth;
    const first = from + Math.max(0, Math.floor((view.x - from) / gap)) * gap;
    for (let x = first; x <= Math.min(to, view.x + view.width + gap); x += gap) this.#draw(x, y);
  }

  /** The corners belong to the rows. */
  #column(from: number, to: number, x: number, view: ViewRect): void {
    if (x < view.x - 64 || x > view.x + view.width + 64) return;
    const gap = POST_TILES * this.#tileHeight;
    const first = from + Math.max(1, Math.floor((view.y - from) / gap)) * gap;
    for (let y = first; y < Math.min(to, view.y + view.height + gap); y += gap) this.#draw(x, y);
  }

  #draw(x: number, y: number): void {
    this.#bodies.add(this.#post, x, y, 0.4, 1, this.#scale, this.#scale, 1, WHITE, y);
  }
}
