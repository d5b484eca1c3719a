// The player's hands on this page, wired to the world: each frame asks keys, pointer and the walk in progress what is
// wanted, and has it sent.

import type { Waypoint } from "../world/findPath.ts";
import type { GameWorld } from "../world/gameWorld.ts";
import type { TerrainStore } from "../world/terrainStore.ts";
import { Keyboard } from "./keyboard.ts";
import { Pointer, type Spot } from "./pointer.ts";
import { Steering } from "./steering.ts";

export interface ControlsOptions {
  readonly stage: HTMLElement;
  readonly terrain: TerrainStore;
  readonly world: () => GameWorld;
  /** Sub-tile units of a place on the stage; undefined while nothing is drawn. */
  readonly placeAt: (spot: Spot) => Waypoint | undefined;
  readonly nowMs: () => number;
  /** The player has done something. */
  readonly touched: () => void;
}

export class Controls {
  readonly #options: ControlsOptions;
  readonly #keyboard: Keyboard;
  readonly #pointer: Pointer;
  readonly #steering: Steering;
  readonly #abort = new AbortController();

  constructor(options: ControlsOptions) {
    this.#options = options;
    const { stage, nowMs } = options;
    this.#steering = new Steering(options.terrain.known);
    this.#keyboard = new Keyboard(window);
    this.#pointer = new Pointer(stage, nowMs, (spot) => this.#tap(spot));
    const { signal } = this.#abort;
    // Frames are not drawn while the page is hidden: what was held must be let go there and then.
    document.addEventListener("visibilitychange", () => this.#letGo(), { signal });
    window.addEventListener("blur", () => this.#letGo(), { signal });
    window.addEventListener("keydown", options.touched, { signal });
    window.addEventListener("pointerdown", options.touched, { signal });
  }

  /** Where a walk is to end. */
  get destination(): Waypoint | undefined {
    return this.#steering.destination;
  }

  /** Asks the hands. To be called each frame. */
  frame(nowMs: number): void {
    const world = this.#options.world();
    const body = world.ownBody(nowMs);
    if (body === undefined) return;
    const rests = body.idle && !world.inputs.waiting;
    if (rests) world.inputs.spent();
    const spot = this.#pointer.steering;
    const steering = spot === undefined ? undefined : this.#options.placeAt(spot);
    const wish = this.#steering.next({ heading: this.#keyboard.heading, steering }, { ...body, idle: rests });
    if (wish !== undefined) world.inputs.want(wish, nowMs);
    world.advance(nowMs);
  }

  /** Forgets what was held and where the walk was to lead: after a new connection, or while a dialog is open. */
  release(): void {
    this.#keyboard.release();
    this.#pointer.release();
    this.#steering.cancel();
  }

  close(): void {
    this.#abort.abort();
    this.#keyboard.close();
    this.#pointer.close();
  }

  #letGo(): void {
    this.#keyboard.release();
    this.#pointer.release();
    this.frame(this.#options.nowMs());
  }

  #tap(spot: Spot): void {
    const target = this.#options.placeAt(spot);
    const body = this.#options.world().ownBody(this.#options.nowMs());
    if (target !== undefined && body !== undefined) this.#steering.walkTo(target, body);
  }
}
