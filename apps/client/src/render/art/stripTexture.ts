// A texture that is filled strip by strip, so that no animation frame uploads all of it.
import type Phaser from "phaser";
import { uploadPart, webGlOf } from "./uploadPart.ts";

export class StripTexture {
  readonly key: string;
  readonly #textures: Phaser.Textures.TextureManager;
  /** The texture on the GPU, or without WebGL the canvas that is drawn. */
  readonly #target: Phaser.Renderer.WebGL.Wrappers.WebGLTextureWrapper | CanvasRenderingContext2D;

  constructor(textures: Phaser.Textures.TextureManager, key: string, width: number, height: number) {
    this.key = key;
    this.#textures = textures;
    const renderer = webGlOf(textures.game);
    if (renderer === undefined) {
      const texture = textures.createCanvas(key, width, height);
      if (texture === null) throw new Error(`texture ${key} exists already`);
      this.#target = texture.context;
      return;
    }
    const { gl } = renderer;
    const { NEAREST, CLAMP_TO_EDGE, RGBA } = gl;
    this.#target = renderer.createTexture2D(
      0,
      ...([NEAREST, NEAREST, CLAMP_TO_EDGE, CLAMP_TO_EDGE, RGBA] as const),
      undefined,
      width,
      height,
      true,
      false,
      true,
    );
    if (textures.addGLTexture(key, this.#target) === null) throw new Error(`texture ${key} exists already`);
  }

  /** Puts a picture of the texture's width at `y`. */
  put(y: number, strip: HTMLCanvasElement): void {
    const renderer = webGlOf(this.#textures.game);
    if (this.#target instanceof CanvasRenderingContext2D) this.#target.drawImage(strip, 0, y);
    else if (renderer !== undefined) uploadPart(renderer, this.#target, 0, y, strip);
  }

  remove(): void {
    this.#textures.remove(this.key);
    if (!(this.#target instanceof CanvasRenderingContext2D))
      webGlOf(this.#textures.game)?.deleteTexture(this.#target);
  }
}
