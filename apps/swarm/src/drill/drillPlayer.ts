// A bot that remembers everything it was told is its own, and holds the server to it when it comes back.
import type { PlayerId } from "@doubloon/shared/ids";
import type { Award, Welcome } from "@doubloon/shared/protocol/events";
import { Bot, type BotContext } from "../bots/bot.ts";

/** What a drill's players have seen together. */
export interface DrillTally {
  /** Awards told, and their points. */
  awardsTold: number;
  pointsTold: number;
  /** Points that were told and that a later welcome did not know. */
  missingPoints: number;
  /** Players who came back as somebody else, or knew less than they were told. */
  missing: number;
  /** Times that a player came back. */
  returns: number;
}

export function makeDrillTally(): DrillTally {
  return { awardsTold: 0, pointsTold: 0, missingPoints: 0, missing: 0, returns: 0 };
}

export class DrillPlayer extends Bot {
  readonly #tally: DrillTally;
  #playerId: PlayerId | undefined;
  /** Points that it was told to have, as a standing and as the sum of awards since its first welcome. */
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
      const told = Math.max(this.#standing, this.#awarded);
      const known = playerId === this.#playerId ? standing.score : 0;
      if (playerId !== this.#playerId || known < told) {
        this.#tally.missing++;
        this.#tally.missingPoints += told - known;
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
