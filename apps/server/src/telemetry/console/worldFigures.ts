// The world's figures for the console, once a second: tick, players, whether it is being saved, and how rooms are served.
import type { WorldFigures } from "@doubloon/shared/protocol/admin";
import { NO_WORLD_NUMBERS } from "@doubloon/shared/protocol/figures";
import type { WorldHost } from "../../world/hostedWorld.ts";

/** The part of a world that is measured. */
export type MeasuredWorld = Pick<
  WorldHost,
  "tick" | "playersOnline" | "playersRanked" | "rates" | "saveAgeMs" | "saveProblem"
>;

/** The figures before the first report of the world. */
export const NO_WORLD: WorldFigures = { ...NO_WORLD_NUMBERS, rooms: [], paceReason: "", paceChangedAt: 0 };

/** Makes a function to call once a second: a change of the frame rates gets the time of the call that first sees it. */
export function makeWorldFigures(world: MeasuredWorld, unixMs: () => number): () => WorldFigures {
  let previous: string | undefined;
  let paceChangedAt = 0;
  return () => {
    const classes = world.rates();
    const paceReason = classes[0]?.reason ?? "";
    const rates = [paceReason, ...classes.map(({ rateHz }) => rateHz)].join();
    if (previous !== undefined && previous !== rates) paceChangedAt = unixMs();
    previous = rates;
    return {
      tick: world.tick,
      online: world.playersOnline,
      players: world.playersRanked,
      unsavedMs: world.saveProblem() === undefined ? 0 : world.saveAgeMs,
      rooms: classes.map(({ reason: _reason, ...rooms }) => rooms),
      paceReason,
      paceChangedAt,
    };
  };
}
