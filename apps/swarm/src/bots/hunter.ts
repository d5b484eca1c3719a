// Decides what a bot does: walk to the nearest visible treasure that nobody else is nearer to, otherwise stroll, and sometimes
// rest. It uses only the room view that every player has, and sends nothing.
import { HEADINGS } from "@doubloon/shared/heading";
import { FIRST_MARK } from "@doubloon/shared/hunt/marks";
import type { MoverId } from "@doubloon/shared/ids";
import { Gait, gaitOf, Intent } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";
import type { RoomView, SeenLoot } from "@doubloon/shared/view/roomView";
import { tileCentre } from "../lib/tiles.ts";

const REST_SHARE = 0.08;
const REST_MS = [1_000, 4_000] as const;
const DECIDE_MS = [500, 1_100] as const;
const STROLL_MS = [900, 2_600] as const;
/** Remembered treasures that were out of reach. */
const MAX_UNREACHABLE = 32;
/** Decisions in a row for the same treasure before it counts as unreachable. */
const MAX_ATTEMPTS = 16;
/** Treasure this near to another mover that is nearer to it is left to them: bots take nothing away from under people's feet. */
const LEFT_TO_OTHERS_SUB = 4 * TILE_SUB;

/** The next intent, and when to decide again; `same` if the last intent still holds. */
export type HunterGoal =
  | { readonly intent: "same"; readonly decideAfterMs: number }
  | { readonly intent: typeof Intent.stop; readonly decideAfterMs: number }
  | { readonly intent: typeof Intent.heading; readonly heading: number; readonly decideAfterMs: number }
  | {
      readonly intent: typeof Intent.point;
      readonly x: number;
      readonly y: number;
      readonly decideAfterMs: number;
    };

/** `distance`: the square of the bot's own to the treasure, in sub-tile units. */
function isLeftToOthers(
  { movers, tick }: RoomView,
  self: MoverId,
  { tileX, tileY }: SeenLoot,
  distance: number,
): boolean {
  const near = Math.min(distance, LEFT_TO_OTHERS_SUB ** 2);
  for (const [mover, track] of movers) {
    if (mover === self) continue;
    const dx = track.xAt(tick) - tileCentre(tileX);
    const dy = track.yAt(tick) - tileCentre(tileY);
    if (dx * dx + dy * dy < near) return true;
  }
  return false;
}

export class Hunter {
  readonly #random: () => number;
  #heading: number;
  /** Key of the treasure that it walks to, see RoomView.loot. */
  #target: number | undefined;
  #attempts = 0;
  readonly #unreachable = new Set<number>();

  constructor(random: () => number) {
    this.#random = random;
    this.#heading = Math.floor(random() * HEADINGS);
  }

  /** Decides for the bot that is `mover` in the view. */
  decide(view: RoomView, mover: MoverId): HunterGoal {
    const self = view.movers.get(mover);
    if (self === undefined) return { intent: "same", decideAfterMs: DECIDE_MS[0] };
    const x = self.xAt(view.tick);
    const y = self.yAt(view.tick);
    const standing = gaitOf(self.last.motion) === Gait.stopped;
    if (this.#random() < REST_SHARE) {
      this.#target = undefined;
      return { intent: Intent.stop, decideAfterMs: this.#between(REST_MS) };
    }
    if (this.#target !== undefined && view.loot.has(this.#target)) {
      this.#attempts++;
      if (!standing && this.#attempts < MAX_ATTEMPTS) {
        return { intent: "same", decideAfterMs: this.#between(DECIDE_MS) };
      }
      this.#giveUp(this.#target);
      return this.#stroll(HEADINGS / 2);
    }
    const nearest = this.#nearest(view, mover, x, y);
    if (nearest === undefined) return this.#stroll(standing ? HEADINGS / 2 : HEADINGS / 8);
    [this.#target] = nearest;
    this.#attempts = 0;
    return {
      intent: Intent.point,
      x: tileCentre(nearest[1].tileX),
      y: tileCentre(nearest[1].tileY),
      decideAfterMs: this.#between(DECIDE_MS),
    };
  }

  #nearest(view: RoomView, mover: MoverId, x: number, y: number): [number, SeenLoot] | undefined {
    let nearest: [number, SeenLoot] | undefined;
    let minDistance = Number.POSITIVE_INFINITY;
    for (const entry of view.loot) {
      const [key, { tileX, tileY, kind }] = entry;
      if (kind >= FIRST_MARK || this.#unreachable.has(key)) continue;
      const distance = (tileCentre(tileX) - x) ** 2 + (tileCentre(tileY) - y) ** 2;
      if (distance >= minDistance || isLeftToOthers(view, mover, entry[1], distance)) continue;
      minDistance = distance;
      nearest = entry;
    }
    return nearest;
  }

  #giveUp(target: number): void {
    if (this.#unreachable.size >= MAX_UNREACHABLE) this.#unreachable.clear();
    this.#unreachable.add(target);
    this.#target = undefined;
  }

  #stroll(maxTurn: number): HunterGoal {
    this.#target = undefined;
    const turn = Math.floor((this.#random() * 2 - 1) * maxTurn);
    this.#heading = (this.#heading + turn + HEADINGS) % HEADINGS;
    return { intent: Intent.heading, heading: this.#heading, decideAfterMs: this.#between(STROLL_MS) };
  }

  #between([min, max]: readonly [number, number]): number {
    return min + this.#random() * (max - min);
  }
}
