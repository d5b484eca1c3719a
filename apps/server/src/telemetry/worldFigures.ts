// What the world says of itself for the console, once a second: its tick, its players, and how its rooms are served.
import type { AdminRooms } from "@doubloon/shared/protocol/admin";
import type { WorldHost } from "../world/worldHost.ts";

export interface WorldFigures {
  readonly tick: number;
  readonly online: number;
  readonly players: number;
  readonly rooms: readonly AdminRooms[];
  readonly paceReason: string;
  /** Unix ms; 0 if the rates have not been changed since this world runs here. */
  readonly paceChangedAt: number;
}

/** Before the world has been heard. */
export const NO_WORLD: WorldFigures = {
  tick: 0,
  online: 0,
  players: 0,
  rooms: [],
  paceReason: "",
  paceChangedAt: 0,
};

/** To be called once a second: a change of rates is dated to the second in which it is first seen. */
export function makeWorldFigures(
  world: Pick<WorldHost, "tick" | "playersOnline" | "playersKnown" | "pace">,
  unixMs: () => number,
): () => WorldFigures {
  let former: string | undefined;
  let paceChangedAt = 0;
  return () => {
    const pace = world.pace();
    const paceReason = pace[0]?.reason ?? "";
    const state = [paceReason, ...pace.map(({ rateHz }) => rateHz)].join();
    if (former !== undefined && former !== state) paceChangedAt = unixMs();
    former = state;
    return {
      tick: world.tick,
      online: world.playersOnline,
      players: world.playersKnown,
      rooms: pace.map(({ reason: _reason, ...rooms }) => rooms),
      paceReason,
      paceChangedAt,
    };
  };
}
