// Notices when a probe of the player's own mover has found nothing. While a player looks for a cache of their own, holes do not
// tell: others leave them where they find nothing of theirs, and in a hunt's zone a player who is not in the hunt leaves none.
import { FACINGS, Pose, poseOf } from "@doubloon/shared/hunt/pose";
import { PROBE_TICKS, SPADE_PROBE_TICKS, Tool } from "@doubloon/shared/hunt/rules";
import type { Tick } from "@doubloon/shared/ids";
import { since32 } from "@doubloon/shared/time";
import type { Leg } from "@doubloon/shared/view/moverTrack";

/** A state record may carry a pose later than it began, by at most so many ticks between two frames. */
const TOLERANCE_TICKS = 8;

export class OwnProbes {
  #since: Tick | undefined;

  /**
   * Takes the mover's newest leg, a few times a second. Returns true if a probe has ended by itself without a strike since the
   * last call: the mover stands, and probed for as long as its tool asks for.
   */
  ended({ motion, tick }: Pick<Leg, "motion" | "tick">, tool: Tool): boolean {
    const pose = poseOf(motion);
    if (pose === Pose.probing) {
      this.#since ??= tick;
      return false;
    }
    const since = this.#since;
    this.#since = undefined;
    if (since === undefined || pose === undefined || pose >= FACINGS) return false;
    const whole = tool === Tool.spade ? SPADE_PROBE_TICKS : PROBE_TICKS;
    return since32(tick, since) > whole - TOLERANCE_TICKS;
  }
}
