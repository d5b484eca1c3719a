// Remembers what a server has confirmed to one player, and checks after each rejoin that the server still knows the player and
// has all of it. Connects nothing.
import type { PlayerId } from "@doubloon/shared/ids";
import type { Award, Welcome } from "@doubloon/shared/protocol/events";

/** Counters of all players of a drill. */
export interface DrillTally {
  /** Awards confirmed to players, and their points. */
  awardsTold: number;
  pointsTold: number;
  /** Confirmed points that a later welcome lacked. */
  missingPoints: number;
  /** Rejoins as another player, or with fewer points than confirmed. */
  missing: number;
  /** Rejoins of all players. */
  returns: number;
}

export function makeDrillTally(): DrillTally {
  return { awardsTold: 0, pointsTold: 0, missingPoints: 0, missing: 0, returns: 0 };
}

export class AwardCheck {
  readonly #tally: DrillTally;
  #playerId: PlayerId | undefined;
  /** Confirmed points: by its newest standing, and as the sum of awards since its first welcome. */
  #standing = 0;
  #awarded = 0;

  constructor(tally: DrillTally) {
    this.#tally = tally;
  }

  welcomed({ playerId, standing }: Welcome): void {
    if (this.#playerId !== undefined) {
      this.#tally.returns++;
      const confirmed = Math.max(this.#standing, this.#awarded);
      const known = playerId === this.#playerId ? standing.score : 0;
      if (playerId !== this.#playerId || known < confirmed) {
        this.#tally.missing++;
        this.#tally.missingPoints += confirmed - known;
        this.#awarded = known;
      }
    }
    this.#playerId = playerId;
    this.#standing = standing.score;
  }

  awarded({ value, standing }: Award): void {
    this.#tally.awardsTold++;
    this.#tally.pointsTold += value;
    this.#awarded += value;
    this.#standing = Math.max(this.#standing, standing.score);
  }
}
