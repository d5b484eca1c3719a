// The handovers that this process begins: one at a time, counted and logged. handOver.ts makes one.
import { errorText } from "@doubloon/shared/errorText";
import type { AdminStandby } from "@doubloon/shared/protocol/admin";
import type { Logger } from "pino";
import type { HandoverStats } from "../../../metrics/handoverMetrics.ts";
import { HandoverRefusal, type HandoverReport } from "./handOver.ts";

export class Handovers {
  readonly stats: HandoverStats = { done: 0, refused: 0, lastMs: undefined };
  readonly #logger: Logger;
  #start: (() => Promise<HandoverReport>) | undefined;
  /** The newest of this term, also once it is over. */
  #latest: Promise<HandoverReport> | undefined;
  #isUnderWay = false;
  #newest: AdminStandby["handedOver"];

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** A term begins: `start` makes a handover of it. */
  termBegins(start: () => Promise<HandoverReport>): void {
    this.#start = start;
    this.#latest = undefined;
  }

  /** This machine stands by. */
  termEnds(): void {
    this.#start = undefined;
  }

  /** Whether the world runs here. */
  get isLeading(): boolean {
    return this.#start !== undefined;
  }

  /** What came of the newest one that succeeded. */
  get newest(): AdminStandby["handedOver"] {
    return this.#newest;
  }

  /** Resolves when none is under way: to whether one of this term has succeeded. */
  async settled(): Promise<boolean> {
    return this.#latest === undefined
      ? false
      : await this.#latest.then(
          () => true,
          () => false,
        );
  }

  /**
   * Hands the world over. A second caller is refused, so that it does not take the first one's report for its own.
   * @throws HandoverRefusal with the reason
   */
  async begin(): Promise<HandoverReport> {
    if (this.#isUnderWay) throw new HandoverRefusal("a handover is under way already");
    if (this.#start === undefined)
      throw new HandoverRefusal("this machine does not run the world: it stands by");
    this.#isUnderWay = true;
    try {
      this.#latest = this.#start();
      const report = await this.#latest;
      this.stats.done++;
      this.stats.lastMs = report.ms;
      this.#newest = { to: report.to, ms: report.ms };
      this.#logger.info(report, "the world has been handed over");
      return report;
    } catch (error) {
      this.stats.refused++;
      const reason = errorText(error);
      this.#logger.warn({ reason }, "the world is not handed over");
      throw error;
    } finally {
      this.#isUnderWay = false;
    }
  }
}
