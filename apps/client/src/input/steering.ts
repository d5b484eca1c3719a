// Turns the input state into one movement intent at a time. Keys win over a held pointer, which wins over a walk to a
// tapped point. Reads no device and no clock; its only state is the walk in progress.
import { headingToward, STEP_SUB } from "@doubloon/shared/heading";
import { bodyFits, type Ground } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";
import { findPath, type Waypoint } from "../world/findPath.ts";
import type { MoveIntent, Position } from "../world/prediction.ts";

/** A pointer held closer to the player's mover than this does not steer. */
const DEAD_ZONE_SUB = TILE_SUB / 2;
/** A held pointer turns the mover only if the heading differs by more than this. */
const DEAD_BAND_HEADINGS = 1;
/** The walk goes on to the next waypoint when the current one is closer than this. */
const NEAR_SUB = STEP_SUB * 1.25;
/** How often a walk that a wall has stopped is planned again before it is given up. */
const MAX_REPLANS = 3;

export interface InputState {
  /** Heading of the held keys. */
  readonly heading: number | undefined;
  /** Map position of the held pointer, in sub-tile units. */
  readonly steering: Waypoint | undefined;
}

const STOP: MoveIntent = { kind: "stop" };

export class Steering {
  readonly #ground: Ground;
  #path: Waypoint[] = [];
  #replans = 0;
  /** True while keys or a held pointer steer. */
  #steeringNow = false;
  #pointerHeading: number | undefined;
  /** What was held when the player began to act: it does not steer until it is let go or changes. */
  #heldOff: { readonly heading: number | undefined } | undefined;
  /** The waypoint that the last intent was for. */
  #current: Waypoint | undefined;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** The end of the walk in progress, for showing it. */
  get destination(): Waypoint | undefined {
    return this.#path.at(-1);
  }

  /** Starts a walk to a point. Returns false if there is no path toward it. */
  walkTo(target: Waypoint, own: Position): boolean {
    this.#replans = 0;
    return this.#plan(target, own);
  }

  /** The player acts standing still: cancels the walk, and what is held now steers no more until it changes. */
  stand(input: InputState): void {
    this.cancel();
    this.#steeringNow = false;
    this.#pointerHeading = undefined;
    const holds = input.heading !== undefined || input.steering !== undefined;
    this.#heldOff = holds ? { heading: input.heading } : undefined;
  }

  /** The new intent; undefined for no change. */
  next(input: InputState, own: Position): MoveIntent | undefined {
    if (this.#heldOff !== undefined) {
      const holds = input.heading !== undefined || input.steering !== undefined;
      if (holds && input.heading === this.#heldOff.heading) return undefined;
      this.#heldOff = undefined;
    }
    const heading = input.heading ?? this.#headingOfPointer(input.steering, own);
    if (heading !== undefined) {
      this.cancel();
      this.#steeringNow = true;
      return { kind: "heading", heading };
    }
    if (this.#steeringNow) {
      this.#steeringNow = false;
      this.#pointerHeading = undefined;
      if (this.#path.length === 0) return STOP;
    }
    return this.#alongPath(own);
  }

  /** Cancels the walk. */
  cancel(): void {
    this.#path = [];
    this.#current = undefined;
  }

  #headingOfPointer(point: Waypoint | undefined, own: Position): number | undefined {
    if (point === undefined) return undefined;
    const dx = Math.round(point.x - own.x);
    const dy = Math.round(point.y - own.y);
    if (Math.hypot(dx, dy) < DEAD_ZONE_SUB) return undefined;
    const heading = headingToward(dx, dy);
    const off =
      this.#pointerHeading === undefined ? 32 : Math.abs(((heading - this.#pointerHeading + 96) % 64) - 32);
    if (off > DEAD_BAND_HEADINGS) this.#pointerHeading = heading;
    return this.#pointerHeading;
  }

  #plan(target: Waypoint, own: Position): boolean {
    const from = { x: Math.round(own.x), y: Math.round(own.y) };
    // A position interpolated between two steps may not fit although both steps do.
    const start = bodyFits(this.#ground, from.x, from.y) ? from : tileCenter(from);
    this.#path = findPath(this.#ground, start, target);
    this.#current = undefined;
    return this.#path.length > 0;
  }

  #alongPath(own: Position): MoveIntent | undefined {
    const [at] = this.#path;
    if (at === undefined) return undefined;
    if (this.#current !== at) {
      this.#current = at;
      return { kind: "point", x: at.x, y: at.y };
    }
    const remaining = Math.hypot(at.x - own.x, at.y - own.y);
    if (this.#path.length > 1 ? remaining < NEAR_SUB : remaining < 1) {
      this.#path.shift();
      this.#current = undefined;
      return this.#alongPath(own);
    }
    if (!own.idle) return undefined;
    const target = this.#path[this.#path.length - 1];
    if (this.#replans++ >= MAX_REPLANS || !this.#plan(target, own)) this.cancel();
    return this.#alongPath(own);
  }
}

function tileCenter({ x, y }: Waypoint): Waypoint {
  const center = (sub: number): number => Math.floor(sub / TILE_SUB) * TILE_SUB + TILE_SUB / 2;
  return { x: center(x), y: center(y) };
}
