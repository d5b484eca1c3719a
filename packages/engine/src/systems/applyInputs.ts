// Applies the players' inputs. It ignores inputs for a missing mover and late inputs (numbered at or before the last
// one answered). It answers every other input, even one that changes nothing. A mover that a mimic holds does nothing.
import { HEADINGS } from "@doubloon/shared/heading";
import { facingOf, POSES, Pose } from "@doubloon/shared/hunt/pose";
import { EMOTE_BURST, EMOTE_TICKS } from "@doubloon/shared/hunt/rules";
import type { InputSeq, MoverId, Tick } from "@doubloon/shared/ids";
import { Gait, Intent } from "@doubloon/shared/movement";
import { insideMap } from "@doubloon/shared/space";
import { addTicks, since32, sinceSeq } from "@doubloon/shared/time";
import { Action } from "@doubloon/shared/wire/input";
import type { InputBatch } from "../commands.ts";
import { assumePose, standUp } from "../poses.ts";
import type { World } from "../world.ts";
import { beginDigging } from "./act.ts";

export function applyInputs(world: World, inputs: InputBatch): void {
  const { movers, grid, tick } = world;
  for (let i = 0; i < inputs.count; i++) {
    const mover = inputs.mover[i];
    const seq = inputs.seq[i] as InputSeq;
    if (!movers.has(mover) || sinceSeq(seq, movers.lastSeq[mover] as InputSeq) <= 0) continue;
    movers.lastSeq[mover] = seq;
    movers.inputTick[mover] = tick;
    movers.markChanged(mover, tick);
    if (movers.pose[mover] === Pose.held) continue;
    const intent = inputs.intent[i];
    if (intent > Intent.point) {
      act(world, mover, intent, inputs.heading[i]);
      continue;
    }
    standUp(world, mover);
    // Gateways reject invalid headings and targets. If one still arrives, it stops the mover.
    if (intent === Intent.heading && inputs.heading[i] < HEADINGS) {
      movers.intent[mover] = Intent.heading;
      movers.heading[mover] = inputs.heading[i];
      if (movers.gait[mover] === Gait.stopped) movers.pose[mover] = facingOf(inputs.heading[i]);
    } else if (intent === Intent.point && insideMap(grid, inputs.x[i], inputs.y[i])) {
      movers.intent[mover] = Intent.point;
      movers.targetX[mover] = inputs.x[i];
      movers.targetY[mover] = inputs.y[i];
    } else movers.intent[mover] = Intent.stop;
  }
}

/** Every action stops the mover, also one that is not possible. */
function act(world: World, mover: number, action: number, emote: number): void {
  const { pose, intent } = world.movers;
  intent[mover] = Intent.stop;
  if (action === Action.dig) {
    if (pose[mover] === Pose.probing || pose[mover] === Pose.unearthing) standUp(world, mover);
    else beginDigging(world, mover as MoverId);
  } else if (action === Action.read) assumePose(world, mover, Pose.reading);
  else if (emote >= Pose.firstEmote && emote < POSES && takeEmote(world, mover))
    assumePose(world, mover, emote);
}

/** Counts an emote. Returns false if there were too many lately: one in EMOTE_TICKS, EMOTE_BURST at once. */
function takeEmote({ movers, tick }: World, mover: number): boolean {
  // The tick at which all emotes so far are paid for.
  const paid = movers.emoteTick[mover] as Tick;
  const ahead = Math.max(0, since32(paid, tick));
  if (ahead > (EMOTE_BURST - 1) * EMOTE_TICKS) return false;
  movers.emoteTick[mover] = addTicks(tick, ahead + EMOTE_TICKS);
  return true;
}
