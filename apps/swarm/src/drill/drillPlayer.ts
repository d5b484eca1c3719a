// A bot that remembers every award confirmed to it, and checks after each rejoin that the server still has them all.
import type { PlayerId } from "@doubloon/shared/ids";
import type { Award, Welcome } from "@doubloon/shared/protocol/events";
import { Bot, type BotContext } from "../bots/bot.ts";

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

export class DrillPlayer extends Bot {
  readonly #tally: DrillTally;
  #playerId: PlayerId | undefined;
  /** Confirmed points: by its newest standing, and as the sum of awards since its first welcome. */
  #standing = 0;
  #awarded = 0;
  /** Welcomes so far. */
  welcomes = 0;

  constructor(context: BotContext, name: string, joinAtMs: number, tally: DrillTally) {
    super(context, name, joinAtMs);
    this.#tally = tally;
  }

  override welcomed(welcome: Welcome, nowMs: number): void {
    super.welcomed(welcome, nowMs);
    this.welcomes++;
    const { playerId, standing } = welcome;
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
