// The player's controls: each animation frame combines keys, pointer and the walk in progress into one movement intent
// and hands it to the world. Draws nothing and opens no connection.
import { preferences } from "../preferences/preferences.ts";
import type { Waypoint } from "../world/findPath.ts";
import type { GameWorld } from "../world/gameWorld.ts";
import type { ActIntent } from "../world/prediction.ts";
import type { TerrainStore } from "../world/terrainStore.ts";
import { Keyboard } from "./keyboard.ts";
import { watchPageFocus } from "./pageFocus.ts";
import { Pointer, type StagePoint } from "./pointer.ts";
import { type InputState, Steering } from "./steering.ts";

export interface ControlsOptions {
  readonly stage: HTMLElement;
  readonly terrain: TerrainStore;
  readonly world: () => GameWorld;
  /** Map position of a point on the stage, in sub-tile units; undefined while nothing is drawn. */
  readonly mapPosition: (point: StagePoint) => Waypoint | undefined;
  readonly nowMs: () => number;
  /** Takes a tap in place of the walk that it would start. Returns whether it did. */
  readonly takesTap: (target: Waypoint) => boolean;
  /** Called on every key press and pointer press on the page. */
  readonly userGesture: () => void;
}

export class Controls {
  readonly #options: ControlsOptions;
  readonly #keyboard: Keyboard;
  readonly #pointer: Pointer;
  readonly #steering: Steering;
  readonly #abort = new AbortController();
  readonly #stopWatchingFocus: () => void;

  constructor(options: ControlsOptions) {
    this.#options = options;
    const { stage, nowMs, userGesture } = options;
    this.#steering = new Steering(options.terrain.known);
    this.#keyboard = new Keyboard(window, () => preferences.getState().keys);
    this.#pointer = new Pointer(stage, nowMs, (point) => this.#tap(point));
    this.#stopWatchingFocus = watchPageFocus(window, {
      pageLeft: () => this.#pageLeft(),
      keysTaken: () => this.#keyboard.release(),
    });
    const { signal } = this.#abort;
    window.addEventListener("keydown", userGesture, { signal });
    window.addEventListener("pointerdown", userGesture, { signal });
  }

  /** The end of the walk in progress. */
  get destination(): Waypoint | undefined {
    return this.#steering.destination;
  }

  /** Reads the input devices and updates the world's intent. Call once per animation frame. */
  update(nowMs: number): void {
    const world = this.#options.world();
    const own = world.predictedPosition(nowMs);
    if (own === undefined) return;
    const idle = own.idle && !world.inputs.unsent;
    if (idle) world.inputs.finished();
    // While a mimic holds the player, keys and pointer wait; held ones steer again afterwards.
    if (!world.held) {
      const intent = this.#steering.next(this.#input(), { ...own, idle });
      if (intent !== undefined) world.inputs.setIntent(intent, nowMs);
    }
    world.advance(nowMs);
  }

  /** Digs, reads or shows an emote; the player stops for it. */
  act(act: ActIntent): void {
    this.#steering.stand(this.#input());
    this.#options.world().inputs.act(act, this.#options.nowMs());
  }

  /** Releases keys and pointer and cancels the walk: after a new connection, or when a dialog opens. */
  release(): void {
    this.#keyboard.release();
    this.#pointer.release();
    this.#steering.cancel();
  }

  close(): void {
    this.#abort.abort();
    this.#stopWatchingFocus();
    this.#keyboard.close();
    this.#pointer.close();
  }

  /** Releases keys and pointer and updates the intent at once, because a hidden page draws no frames. */
  #pageLeft(): void {
    this.#keyboard.release();
    this.#pointer.release();
    this.update(this.#options.nowMs());
  }

  #input(): InputState {
    const point = this.#pointer.steering;
    const steering = point === undefined ? undefined : this.#options.mapPosition(point);
    return { heading: this.#keyboard.heading, steering };
  }

  #tap(point: StagePoint): void {
    const target = this.#options.mapPosition(point);
    if (target !== undefined && this.#options.takesTap(target)) return;
    const own = this.#options.world().predictedPosition(this.#options.nowMs());
    if (target !== undefined && own !== undefined) this.#steering.walkTo(target, own);
  }
}
