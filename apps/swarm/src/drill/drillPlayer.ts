// A bot that remembers every award confirmed to it, and checks after each rejoin that the server still has them all.
import type { Award, Welcome } from "@doubloon/shared/protocol/events";
import { Bot, type BotContext } from "../bots/bot.ts";
import { AwardCheck, type DrillTally } from "./awardCheck.ts";

export class DrillPlayer extends Bot {
  readonly #check: AwardCheck;
  /** Welcomes so far. */
  welcomes = 0;

  constructor(context: BotContext, name: string, joinAtMs: number, tally: DrillTally) {
    super(context, name, joinAtMs);
    this.#check = new AwardCheck(tally);
  }

  override welcomed(welcome: Welcome, nowMs: number): void {
    super.welcomed(welcome, nowMs);
    this.welcomes++;
    this.#check.welcomed(welcome);
  }

  awarded(award: Award): void {
    this.#check.awarded(award);
  }
}
