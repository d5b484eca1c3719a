// Uploads a picture into a part of a texture on the GPU. Phaser uploads a texture whole, which for a chunk of the map or a page
// of names is a pause.
import Phaser from "phaser";

type Wrapper = Phaser.Renderer.WebGL.Wrappers.WebGLTextureWrapper;

/** What is used of Phaser's texture wrapper that its types leave out. */
interface Upload {
  readonly height: number;
  readonly flipY: boolean;
  readonly pma: boolean;
}

/** The WebGL renderer; undefined if the browser has none. */
export function webGlOf(game: Phaser.Game): Phaser.Renderer.WebGL.WebGLRenderer | undefined {
  return game.renderer instanceof Phaser.Renderer.WebGL.WebGLRenderer ? game.renderer : undefined;
}

/** Puts a picture at (x, y) of a texture. The picture's canvas is best in main memory. */
export function uploadPart(
  renderer: Phaser.Renderer.WebGL.WebGLRenderer,
  texture: Wrapper,
  x: number,
  y: number,
  picture: HTMLCanvasElement,
): void {
  const { gl } = renderer;
  const { height, flipY, pma } = texture as unknown as Upload;
  renderer.glTextureUnits.bind(texture, 0);
  renderer.glWrapper.updateTexturing({ texturing: { flipY, premultiplyAlpha: pma } });
  const row = flipY ? height - y - picture.height : y;
  gl.texSubImage2D(gl.TEXTURE_2D, 0, x, row, gl.RGBA, gl.UNSIGNED_BYTE, picture);
}

/** A canvas in main memory, for pictures that are only read to upload them: reading back from the GPU stalls. */
export function memoryCanvas(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("this browser has no 2D canvas");
  return context;
}
