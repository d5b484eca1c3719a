// A hunt as everybody sees it.
import type { MoverId } from "@doubloon/shared/ids";
import type { HuntSummary } from "@doubloon/shared/protocol/huntEvents";
import { addTicks } from "@doubloon/shared/time";
import type { World } from "../world.ts";
import { type Hunt, phaseLength } from "./hunt.ts";

/** The public state of a hunt after the last step. */
export function huntSummary(world: World, hunt: Hunt): HuntSummary {
  const { resolved, phase, clock } = hunt;
  const left = Math.max(0, phaseLength(hunt) - clock);
  const running = hunt.waveEnds[hunt.waveEnds.length - 1];
  const { announceTicks } = hunt;
  const toEnd =
    phase === "running"
      ? running - clock
      : phase === "countdown"
        ? resolved.countdownTicks - clock + running
        : phase === "announced"
          ? announceTicks - clock + resolved.countdownTicks + running
          : 0;
  const leader = leaderOf(world, hunt);
  return {
    hunt: resolved.number,
    title: resolved.title,
    kind: resolved.kind,
    phase,
    paused: hunt.paused,
    zone: resolved.zone,
    wave: hunt.wave,
    waves: hunt.waveEnds.length,
    phaseEnds: addTicks(world.tick, left),
    ends: addTicks(world.tick, toEnd),
    caches: hunt.root === "" ? 0 : hunt.caches.count,
    cachesLeft: hunt.root === "" ? 0 : hunt.caches.count - hunt.found.length,
    hunters: hunt.hunters,
    commitment: hunt.commitment,
    ...(hunt.root === "" ? {} : { root: hunt.root }),
    ...(leader === undefined ? {} : { leader }),
  };
}

/** The leader's mover; undefined if there is none or the leader is away. */
function leaderOf(world: World, hunt: Hunt): MoverId | undefined {
  if (hunt.leader === 0) return undefined;
  const mover = world.accounts.mover[hunt.leader - 1];
  return mover === 0 ? undefined : ((mover - 1) as MoverId);
}
