// Draws many sprites as one game object. A game object of Phaser's own costs about 3 µs a frame, a sprite here a tenth of
// that: they are added anew in each animation frame, kept in columns, and written straight into Phaser's quad batch.
import Phaser from "phaser";

type Frame = Phaser.Textures.Frame;

/** What is used of Phaser's quad batch, whose type leaves out the tints' meaning. */
interface QuadBatch {
  batch(
    context: Phaser.Renderer.WebGL.DrawingContext,
    texture: Phaser.Renderer.WebGL.Wrappers.WebGLTextureWrapper,
    ...quad: [
      // North-west, south-west, north-east, south-east corner; then texture coordinates, tint mode and tints.
      ...[number, number, number, number, number, number, number, number],
      ...[number, number, number, number],
      ...[number, number, number, number, number],
      options: Phaser.Types.Renderer.WebGL.RenderNodes.BatchHandlerQuadRenderOptions,
    ]
  ): void;
}

const FIRST_CAPACITY = 256;
/** Multiplies the picture's colours. */
const TINT_MULTIPLY = 0;
/** Columns of `#numbers`: west, north, width, height in world pixels; a flipped sprite has a negative width. */
const COLUMNS = 4;

export class SpriteBatch extends Phaser.GameObjects.Image {
  #frames: Frame[] = [];
  #numbers = new Float64Array(FIRST_CAPACITY * COLUMNS);
  #tints = new Uint32Array(FIRST_CAPACITY);
  #keys = new Float64Array(FIRST_CAPACITY);
  #order = new Uint32Array(FIRST_CAPACITY);
  #ordered = 0;
  #count = 0;
  readonly #matrix = new Phaser.GameObjects.Components.TransformMatrix();
  readonly #options = {
    multiTexturing: true,
    smoothPixelArt: false,
  } as Phaser.Types.Renderer.WebGL.RenderNodes.BatchHandlerQuadRenderOptions;

  constructor(scene: Phaser.Scene, texture: string, depth: number) {
    super(scene, 0, 0, texture);
    this.setDepth(depth);
    scene.add.existing(this);
  }

  /** Number of sprites added since `begin`. */
  get count(): number {
    return this.#count;
  }

  /** Forgets the sprites of the frame before. */
  begin(): void {
    this.#count = 0;
  }

  /**
   * Adds a sprite with the point (originX, originY) of its picture, as parts of it, at (x, y) in world pixels. Sprites with
   * a greater `key` are drawn later.
   */
  add(
    frame: Frame,
    x: number,
    y: number,
    originX: number,
    originY: number,
    scaleX: number,
    scaleY: number,
    alpha: number,
    tint: number,
    key: number,
  ): void {
    const index = this.#count++;
    if (index === this.#tints.length) this.#grow();
    this.#frames[index] = frame;
    const at = index * COLUMNS;
    const numbers = this.#numbers;
    const width = frame.width * scaleX;
    const height = frame.height * scaleY;
    numbers[at] = x - width * originX;
    numbers[at + 1] = y - height * originY;
    numbers[at + 2] = width;
    numbers[at + 3] = height;
    this.#tints[index] = ((((alpha * 255) | 0) & 0xff) << 24) | tint;
    this.#keys[index] = key;
  }

  /** Phaser calls this once a frame for each camera, without `this`. */
  renderWebGL(
    _renderer: Phaser.Renderer.WebGL.WebGLRenderer,
    batch: SpriteBatch,
    context: Phaser.Renderer.WebGL.DrawingContext,
  ): void {
    batch.#drawQuads(context);
  }

  /** The same without WebGL; tints are left out. */
  renderCanvas(
    renderer: Phaser.Renderer.Canvas.CanvasRenderer,
    batch: SpriteBatch,
    camera: Phaser.Cameras.Scene2D.Camera,
  ): void {
    batch.#drawImages(renderer.currentContext, camera);
  }

  #drawQuads(context: Phaser.Renderer.WebGL.DrawingContext): void {
    const { camera } = context;
    if (this.#count === 0 || camera === null) return;
    this.#sort();
    const view = camera.getViewMatrix(!context.useCanvas);
    const [a, , , d, e, f] = this.#matrix.copyWithScrollFactorFrom(
      view,
      camera.scrollX,
      camera.scrollY,
      1,
      1,
    ).matrix;
    const { BatchHandler: batch } = this.defaultRenderNodes as { readonly BatchHandler: QuadBatch };
    for (let i = 0; i < this.#count; i++) {
      const index = this.#order[i];
      const frame = this.#frames[index];
      const at = index * COLUMNS;
      const numbers = this.#numbers;
      // The camera neither turns nor skews.
      const west = numbers[at] * a + e;
      const north = numbers[at + 1] * d + f;
      const east = west + numbers[at + 2] * a;
      const south = north + numbers[at + 3] * d;
      const texture = frame.source.glTexture;
      if (texture === null) continue;
      const tint = this.#tints[index];
      const { u0, v0 } = frame;
      batch.batch(
        context,
        texture,
        west,
        north,
        west,
        south,
        east,
        north,
        east,
        south,
        u0,
        v0,
        frame.u1 - u0,
        frame.v1 - v0,
        TINT_MULTIPLY,
        tint,
        tint,
        tint,
        tint,
        this.#options,
      );
    }
  }

  #drawImages(context: CanvasRenderingContext2D, camera: Phaser.Cameras.Scene2D.Camera): void {
    if (this.#count === 0) return;
    this.#sort();
    const { zoom, scrollX, scrollY, width, height } = camera;
    context.save();
    context.setTransform(
      zoom,
      0,
      0,
      zoom,
      width / 2 - (scrollX + width / 2) * zoom,
      height / 2 - (scrollY + height / 2) * zoom,
    );
    context.imageSmoothingEnabled = false;
    for (let i = 0; i < this.#count; i++) {
      const index = this.#order[i];
      const { cutX, cutY, cutWidth, cutHeight, source } = this.#frames[index];
      const at = index * COLUMNS;
      const spriteWidth = this.#numbers[at + 2];
      const spriteHeight = this.#numbers[at + 3];
      context.save();
      context.globalAlpha = (this.#tints[index] >>> 24) / 255;
      context.translate(this.#numbers[at], this.#numbers[at + 1]);
      if (spriteWidth < 0) context.scale(-1, 1);
      context.drawImage(
        source.image as CanvasImageSource,
        cutX,
        cutY,
        cutWidth,
        cutHeight,
        0,
        0,
        Math.abs(spriteWidth),
        spriteHeight,
      );
      context.restore();
    }
    context.restore();
  }

  /** Sorts by key, ties in the order of adding. The order of the frame before is nearly right, so inserting is quick. */
  #sort(): void {
    const count = this.#count;
    const order = this.#order;
    const keys = this.#keys;
    if (this.#ordered !== count) {
      for (let i = 0; i < count; i++) order[i] = i;
      this.#ordered = count;
    }
    for (let i = 1; i < count; i++) {
      const index = order[i];
      const key = keys[index];
      let at = i - 1;
      while (at >= 0 && (keys[order[at]] > key || (keys[order[at]] === key && order[at] > index))) {
        order[at + 1] = order[at];
        at--;
      }
      order[at + 1] = index;
    }
  }

  #grow(): void {
    const capacity = this.#tints.length * 2;
    this.#numbers = extended(this.#numbers, new Float64Array(capacity * COLUMNS));
    this.#tints = extended(this.#tints, new Uint32Array(capacity));
    this.#keys = extended(this.#keys, new Float64Array(capacity));
    this.#order = extended(this.#order, new Uint32Array(capacity));
  }
}

function extended<T extends Float64Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
