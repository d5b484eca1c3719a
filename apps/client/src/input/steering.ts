// Turns what the player's hands do into one wish at a time: keys before a held pointer before a walk to a place. Pure
// but for the path it remembers.
import { headingToward, STEP_SUB } from "@doubloon/shared/heading";
import { bodyFits, type Ground } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";
import { findPath, type Waypoint } from "../world/findPath.ts";
import type { MoveIntent, Position } from "../world/prediction.ts";

/** A held pointer this near to the body does not steer. */
const DEAD_SUB = TILE_SUB / 2;
/** A held pointer turns the body only if it is off by more than this many headings. */
const SLACK_HEADINGS = 1;
/** A next waypoint is walked to when the last is this near. */
const NEAR_SUB = STEP_SUB * 1.25;
/** Times that a walk which a wall has stopped is planned anew. */
const MAX_REPLANS = 3;

export interface InputState {
  /** What the keys ask for. */
  readonly heading: number | undefined;
  /** Where the pointer is held, in sub-tile units. */
  readonly steering: Waypoint | undefined;
}

const STOP: MoveIntent = { kind: "stop" };

export class Steering {
  readonly #ground: Ground;
  #path: Waypoint[] = [];
  #replans = 0;
  #handled = false;
  #steered: number | undefined;
  #walking: Waypoint | undefined;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Where a walk is to end, for showing it. */
  get destination(): Waypoint | undefined {
    return this.#path.at(-1);
  }

  /** Begins a walk to a place. Returns false if there is no way toward it. */
  walkTo(target: Waypoint, place: Position): boolean {
    this.#replans = 0;
    return this.#plan(target, place);
  }

  /** What to want now, or undefined for no change. */
  next(hands: InputState, place: Position): MoveIntent | undefined {
    const heading = hands.heading ?? this.#headingOfPointer(hands.steering, place);
    if (heading !== undefined) {
      this.cancel();
      this.#handled = true;
      return { kind: "heading", heading };
    }
    if (this.#handled) {
      this.#handled = false;
      this.#steered = undefined;
      if (this.#path.length === 0) return STOP;
    }
    return this.#alongPath(place);
  }

  /** Forgets the walk. */
  cancel(): void {
    this.#path = [];
    this.#walking = undefined;
  }

  #headingOfPointer(spot: Waypoint | undefined, place: Position): number | undefined {
    if (spot === undefined) return undefined;
    const dx = Math.round(spot.x - place.x);
    const dy = Math.round(spot.y - place.y);
    if (Math.hypot(dx, dy) < DEAD_SUB) return undefined;
    const heading = headingToward(dx, dy);
    const off = this.#steered === undefined ? 32 : Math.abs(((heading - this.#steered + 96) % 64) - 32);
    if (off > SLACK_HEADINGS) this.#steered = heading;
    return this.#steered;
  }

  #plan(target: Waypoint, place: Position): boolean {
    const from = { x: Math.round(place.x), y: Math.round(place.y) };
    // A place between two steps may not fit where both steps do.
    const start = bodyFits(this.#ground, from.x, from.y) ? from : tileMiddle(from);
    this.#path = findPath(this.#ground, start, target);
    this.#walking = undefined;
    return this.#path.length > 0;
  }

  #alongPath(place: Position): MoveIntent | undefined {
    const [at] = this.#path;
    if (at === undefined) return undefined;
    if (this.#walking !== at) {
      this.#walking = at;
      return { kind: "point", x: at.x, y: at.y };
    }
    const left = Math.hypot(at.x - place.x, at.y - place.y);
    if (this.#path.length > 1 ? left < NEAR_SUB : left < 1) {
      this.#path.shift();
      this.#walking = undefined;
      return this.#alongPath(place);
    }
    if (!place.idle) return undefined;
    const target = this.#path[this.#path.length - 1];
    if (this.#replans++ >= MAX_REPLANS || !this.#plan(target, place)) this.cancel();
    return this.#alongPath(place);
  }
}

function tileMiddle({ x, y }: Waypoint): Waypoint {
  const middle = (sub: number): number => Math.floor(sub / TILE_SUB) * TILE_SUB + TILE_SUB / 2;
  return { x: middle(x), y: middle(y) };
}
