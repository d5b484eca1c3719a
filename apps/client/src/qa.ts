// `window.doubloon`: what tests may read of a running game, and nothing that changes it. Stable; always there.
//
//   phase      start, joining, playing, reconnecting, replaced or outdated
//   drawn      true once the ground around the player is drawn
//   mover      the player's own mover id, or null
//   tile       { x, y } the tile on which the server last said the player stands, or null
//   position   { x, y } the player's place as it is shown, in tiles with fractions, or null
//   movers     others in view: [{ mover, name, x, y }], places as they are shown, in tiles with fractions
//   loot       treasure in view: [{ kind, name, value, tileX, tileY }]
//   score, rank, online, name, hidden
//   tick       tick of the newest frame
//   errorSub   what is left to smooth of the last misprediction, in sub-tile units
//   pageOf(tileX, tileY)   page coordinates { x, y } of the middle of a tile, or null while nothing is drawn
//   blocked(tileX, tileY)  whether nobody can stand there, as far as is known
import { TILE_SUB } from "@doubloon/shared/space";
import { hudStore, type Phase } from "./hud/hudStore.ts";
import type { GameSession } from "./session/gameSession.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface DoubloonQa {
  readonly phase: Phase["at"];
  readonly drawn: boolean;
  readonly mover: number | null;
  readonly tile: Point | null;
  readonly position: Point | null;
  readonly movers: readonly {
    readonly mover: number;
    readonly name: string | null;
    readonly x: number;
    readonly y: number;
  }[];
  readonly loot: readonly {
    readonly kind: number;
    readonly name: string | null;
    readonly value: number | null;
    readonly tileX: number;
    readonly tileY: number;
  }[];
  readonly score: number;
  readonly rank: number;
  readonly online: number;
  readonly name: string;
  readonly hidden: number;
  readonly tick: number | null;
  readonly errorSub: number;
  pageOf(tileX: number, tileY: number): Point | null;
  blocked(tileX: number, tileY: number): boolean;
}

/** Makes the window's view of the session that is on, whichever it is at the time. */
export function makeQa(session: () => GameSession | undefined, nowMs: () => number): DoubloonQa {
  const world = () => session()?.world;
  const inTiles = ({ x, y }: Point): Point => ({ x: x / TILE_SUB, y: y / TILE_SUB });
  return {
    get phase() {
      return hudStore.getState().phase.at;
    },
    get drawn() {
      return session()?.hunt?.drawn ?? false;
    },
    get mover() {
      return world()?.mover ?? null;
    },
    get tile() {
      const place = world()?.confirmedPlace;
      return place === undefined
        ? null
        : { x: Math.floor(place.x / TILE_SUB), y: Math.floor(place.y / TILE_SUB) };
    },
    get position() {
      const place = world()?.ownPlace(nowMs());
      return place === undefined ? null : inTiles(place);
    },
    get movers() {
      const known = world();
      if (known === undefined) return [];
      const shown = known.shownTicks(nowMs());
      return [...known.view.movers]
        .filter(([mover]) => mover !== known.mover)
        .map(([mover, track]) => ({
          mover,
          name: known.names.nameOf(mover) ?? null,
          ...inTiles({ x: known.xOf(track, shown), y: known.yOf(track, shown) }),
        }));
    },
    get loot() {
      return [...(world()?.view.loot.values() ?? [])].map(({ kind, tileX, tileY }) => {
        const row = session()?.kindOf(kind);
        return { kind, name: row?.name ?? null, value: row?.value ?? null, tileX, tileY };
      });
    },
    get score() {
      return hudStore.getState().standing.score;
    },
    get rank() {
      return hudStore.getState().standing.rank;
    },
    get online() {
      return hudStore.getState().board.online;
    },
    get name() {
      return hudStore.getState().name;
    },
    get hidden() {
      return world()?.view.omitted ?? 0;
    },
    get tick() {
      return world()?.tick ?? null;
    },
    get errorSub() {
      return world()?.errorSub(nowMs()) ?? 0;
    },
    pageOf: (tileX, tileY) =>
      session()?.hunt?.pageAt((tileX + 0.5) * TILE_SUB, (tileY + 0.5) * TILE_SUB) ?? null,
    blocked: (tileX, tileY) => session()?.blockedAt(tileX, tileY) ?? true,
  };
}
