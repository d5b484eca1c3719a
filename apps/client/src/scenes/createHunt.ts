// Starts Phaser on the page's stage with the hunt scene, at the screen's resolution. Phaser's input and sound are off: the
// page has its own.
import Phaser from "phaser";
import type { HuntModel, HuntStage } from "./huntModel.ts";
import { HuntScene } from "./huntScene.ts";

/** Most device pixels per page pixel; more would cost time without a visible difference. */
const MAX_RATIO = 3;

/** Starts the scene on `stage` and fills it. */
export function createHunt(stage: HTMLElement, model: HuntModel): HuntStage {
  const ratio = (): number => Math.min(MAX_RATIO, Math.max(1, window.devicePixelRatio));
  const size = (): { readonly width: number; readonly height: number } => ({
    // An even size puts the camera's center on a whole pixel.
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
    // The shader selects among this many textures with a chain of branches. Sixteen compile slowly and few are in use.
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

  const devicePerPagePx = (): number => game.canvas.width / Math.max(1, stage.clientWidth);
  return {
    mapPositionAt: (pageX, pageY) =>
      scene.mapPositionAt(pageX * devicePerPagePx(), pageY * devicePerPagePx()),
    pageAt: (xSub, ySub) => {
      const { x, y } = scene.canvasAt(xSub, ySub);
      return { x: x / devicePerPagePx(), y: y / devicePerPagePx() };
    },
    award: (kind, value, tileX, tileY) => scene.award(kind, value, tileX, tileY),
    celebrate: (lengthMs) => scene.celebrate(lengthMs),
    get drawn() {
      return scene.drawn;
    },
    destroy: () => {
      observer.disconnect();
      game.destroy(true);
    },
  };
}
