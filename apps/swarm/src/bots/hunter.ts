// What a bot wants: the nearest treasure it sees, else a stroll, with a rest now and then. It knows only what its own
// room view shows, as any player does, and sends nothing itself.
import { HEADINGS } from "@doubloon/shared/heading";
import type { MoverId } from "@doubloon/shared/ids";
import { Gait, gaitOf, Intent } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";
import type { RoomView, SeenLoot } from "@doubloon/shared/view/roomView";

const REST_SHARE = 0.08;
const REST_MS = [1_000, 4_000] as const;
const LOOK_MS = [500, 1_100] as const;
const STROLL_MS = [900, 2_600] as const;
/** Treasures given up for out of reach that are remembered. */
const MAX_GIVEN_UP = 32;
/** Looks in a row at the same treasure before it is given up. */
const PATIENCE_LOOKS = 16;

/** A wish, and when to look again; `same` if what was wished last still holds. */
export type HunterGoal =
  | { readonly intent: "same"; readonly lookAfterMs: number }
  | { readonly intent: typeof Intent.stop; readonly lookAfterMs: number }
  | { readonly intent: typeof Intent.heading; readonly heading: number; readonly lookAfterMs: number }
  | {
      readonly intent: typeof Intent.point;
      readonly x: number;
      readonly y: number;
      readonly lookAfterMs: number;
    };

export class Hunter {
  readonly #random: () => number;
  #heading: number;
  /** Key of the treasure made for, see RoomView.loot. */
  #prey: number | undefined;
  #looks = 0;
  readonly #givenUp = new Set<number>();

  constructor(random: () => number) {
    this.#random = random;
    this.#heading = Math.floor(random() * HEADINGS);
  }

  /** Decides, for the bot that is `mover` in the view. */
  look(view: RoomView, mover: MoverId): HunterGoal {
    const self = view.movers.get(mover);
    if (self === undefined) return { intent: "same", lookAfterMs: LOOK_MS[0] };
    const x = self.xAt(view.tick);
    const y = self.yAt(view.tick);
    const standing = gaitOf(self.last.motion) === Gait.stopped;
    if (this.#random() < REST_SHARE) {
      this.#prey = undefined;
      return { intent: Intent.stop, lookAfterMs: this.#between(REST_MS) };
    }
    if (this.#prey !== undefined && view.loot.has(this.#prey)) {
      this.#looks++;
      if (!standing && this.#looks < PATIENCE_LOOKS) {
        return { intent: "same", lookAfterMs: this.#between(LOOK_MS) };
      }
      this.#giveUp(this.#prey);
      return this.#stroll(HEADINGS / 2);
    }
    const nearest = this.#nearest(view, x, y);
    if (nearest === undefined) return this.#stroll(standing ? HEADINGS / 2 : HEADINGS / 8);
    [this.#prey] = nearest;
    this.#looks = 0;
    return {
      intent: Intent.point,
      x: middleOf(nearest[1].tileX),
      y: middleOf(nearest[1].tileY),
      lookAfterMs: this.#between(LOOK_MS),
    };
  }

  #nearest(view: RoomView, x: number, y: number): [number, SeenLoot] | undefined {
    let nearest: [number, SeenLoot] | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const entry of view.loot) {
      const [key, { tileX, tileY }] = entry;
      if (this.#givenUp.has(key)) continue;
      const distance = (middleOf(tileX) - x) ** 2 + (middleOf(tileY) - y) ** 2;
      if (distance < least) {
        least = distance;
        nearest = entry;
      }
    }
    return nearest;
  }

  #giveUp(prey: number): void {
    if (this.#givenUp.size >= MAX_GIVEN_UP) this.#givenUp.clear();
    this.#givenUp.add(prey);
    this.#prey = undefined;
  }

  #stroll(mostTurn: number): HunterGoal {
    this.#prey = undefined;
    const turn = Math.floor((this.#random() * 2 - 1) * mostTurn);
    this.#heading = (this.#heading + turn + HEADINGS) % HEADINGS;
    return { intent: Intent.heading, heading: this.#heading, lookAfterMs: this.#between(STROLL_MS) };
  }

  #between([least, most]: readonly [number, number]): number {
    return least + this.#random() * (most - least);
  }
}

function middleOf(tile: number): number {
  return (tile + 0.5) * TILE_SUB;
}
