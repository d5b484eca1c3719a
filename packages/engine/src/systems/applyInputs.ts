// Applies the players' inputs. It ignores inputs for a missing mover and late inputs (numbered at or before the last
// one answered). It answers every other input, even one that changes nothing.
import { HEADINGS } from "@doubloon/shared/heading";
import type { InputSeq } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import { insideMap } from "@doubloon/shared/space";
import { sinceSeq } from "@doubloon/shared/time";
import type { InputBatch } from "../commands.ts";
import type { World } from "../world.ts";

export function applyInputs(world: World, inputs: InputBatch): void {
  const { movers, grid, tick } = world;
  for (let i = 0; i < inputs.count; i++) {
    const mover = inputs.mover[i];
    const seq = inputs.seq[i] as InputSeq;
    if (!movers.has(mover) || sinceSeq(seq, movers.lastSeq[mover] as InputSeq) <= 0) continue;
    movers.lastSeq[mover] = seq;
    movers.inputTick[mover] = tick;
    movers.markChanged(mover, tick);
    const intent = inputs.intent[i];
    // Gateways reject invalid headings and targets. If one still arrives, it stops the mover.
    if (intent === Intent.heading && inputs.heading[i] < HEADINGS) {
      movers.intent[mover] = Intent.heading;
      movers.heading[mover] = inputs.heading[i];
    } else if (intent === Intent.point && insideMap(grid, inputs.x[i], inputs.y[i])) {
      movers.intent[mover] = Intent.point;
      movers.targetX[mover] = inputs.x[i];
      movers.targetY[mover] = inputs.y[i];
    } else movers.intent[mover] = Intent.stop;
  }
}
