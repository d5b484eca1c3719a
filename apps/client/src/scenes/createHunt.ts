// Starts Phaser on the page's stage with the one scene of the hunt, at the screen's own resolution. Input and sound are
// the page's, so Phaser's are off.
import Phaser from "phaser";
import type { HuntModel, HuntStage } from "./huntModel.ts";
import { HuntScene } from "./huntScene.ts";

/** More device pixels than this to a page pixel cost time and show nothing more. */
const MAX_RATIO = 3;

/** Starts the game on `stage`, which it fills. */
export function createHunt(stage: HTMLElement, model: HuntModel): HuntStage {
  const ratio = (): number => Math.min(MAX_RATIO, Math.max(1, window.devicePixelRatio));
  const size = (): { readonly width: number; readonly height: number } => ({
    // Even sizes put the camera's middle on a whole pixel.
    width: Math.max(2, Math.round((stage.clientWidth * ratio()) / 2) * 2),
    height: Math.max(2, Math.round((stage.clientHeight * ratio()) / 2) * 2),
  });
  const scene = new HuntScene(model, ratio);
  const game = new Phaser.Game({
    type: Phaser.AUTO,
    parent: stage,
    ...size(),
    scale: { mode: Phaser.Scale.NONE },
    pixelArt: true,
    // The shader picks among so many textures by a chain of branches; sixteen take long to compile, and few are in use.
    maxTextures: 2,
    backgroundColor: "#12384c",
    banner: false,
    disableContextMenu: true,
    input: { keyboard: false, mouse: false, touch: false, gamepad: false },
    audio: { noAudio: true },
    scene,
  });
  const fill = (): void => {
    const { width, height } = size();
    game.scale.resize(width, height);
    game.canvas.style.width = "100%";
    game.canvas.style.height = "100%";
  };
  const observer = new ResizeObserver(() => game.isBooted && fill());
  game.events.once(Phaser.Core.Events.READY, () => {
    fill();
    game.canvas.setAttribute("aria-hidden", "true");
    observer.observe(stage);
  });

  const perPage = (): number => game.canvas.width / Math.max(1, stage.clientWidth);
  return {
    spotAt: (pageX, pageY) => scene.subAt(pageX * perPage(), pageY * perPage()),
    pageAt: (xSub, ySub) => {
      const { x, y } = scene.canvasAt(xSub, ySub);
      return { x: x / perPage(), y: y / perPage() };
    },
    award: (kind, value, tileX, tileY) => scene.award(kind, value, tileX, tileY),
    get drawn() {
      return scene.drawn;
    },
    destroy: () => {
      observer.disconnect();
      game.destroy(true);
    },
  };
}
