// `window.doubloon`: a read-only view of the running game for end-to-end tests. Always present; its fields are stable.
// Nothing here changes the game.
//
//   phase      start, joining, playing, moving, reconnecting, replaced or outdated
//   drawn      true once the terrain around the player is drawn
//   mover      the player's own mover id, or null
//   tile       { x, y } the tile of the player's last confirmed position, or null
//   position   { x, y } the player's position as shown, in fractional tiles, or null
//   movers     other players in view: [{ mover, name, x, y }], positions as shown, in fractional tiles
//   loot       treasure in view: [{ kind, name, value, tileX, tileY }]
//   score, rank, online, name
//   hidden     number of movers in view that the server omits
//   tick       tick of the newest applied frame
//   errorSub   what is left of the last prediction error that is being smoothed out, in sub-tile units
//   hunting    what the server has told of the hunts: hunts, hunter, clues, readings, team, podium, the own pose
//   chart      { zone, best, shadedMs }: the likeliest tile of the shaded chart, and the time from a reading to its shade, in ms
//   pageOf(tileX, tileY)   page coordinates { x, y } of a tile's center, or null while nothing is drawn
//   blocked(tileX, tileY)  whether the tile is blocked; true for a tile that is not loaded
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { TILE_SUB } from "@doubloon/shared/space";
import { hudStore, type Phase } from "./hud/hudStore.ts";
import { chartStore } from "./hunting/chart/chartStore.ts";
import { type HuntState, huntStore } from "./hunting/huntStore.ts";
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
  readonly hunting: Pick<
    HuntState,
    "hunts" | "hunter" | "clues" | "readings" | "team" | "podium" | "pose" | "finds"
  >;
  readonly chart: {
    readonly zone: TileRect | null;
    readonly best: { readonly tileX: number; readonly tileY: number } | null;
    readonly shadedMs: number | null;
  };
  pageOf(tileX: number, tileY: number): Point | null;
  blocked(tileX: number, tileY: number): boolean;
}

/** Makes the view; `session` returns the current session, if there is one. */
export function makeQa(session: () => GameSession | undefined, nowMs: () => number): DoubloonQa {
  const world = () => session()?.world;
  const inTiles = ({ x, y }: Point): Point => ({ x: x / TILE_SUB, y: y / TILE_SUB });
  return {
    get phase() {
      return hudStore.getState().phase.at;
    },
    get drawn() {
      return session()?.stage?.drawn ?? false;
    },
    get mover() {
      return world()?.mover ?? null;
    },
    get tile() {
      const at = world()?.confirmedPosition;
      return at === undefined ? null : { x: Math.floor(at.x / TILE_SUB), y: Math.floor(at.y / TILE_SUB) };
    },
    get position() {
      const at = world()?.shownPosition(nowMs());
      return at === undefined ? null : inTiles(at);
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
        const row = session()?.lootKind(kind);
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
    get hunting() {
      const { hunts, hunter, clues, readings, team, podium, pose, finds } = huntStore.getState();
      return { hunts, hunter, clues, readings, team, podium, pose, finds };
    },
    get chart() {
      const { zone, shade, shadedMs } = chartStore.getState();
      return { zone: zone ?? null, best: shade?.best ?? null, shadedMs: shadedMs ?? null };
    },
    pageOf: (tileX, tileY) =>
      session()?.stage?.pageAt((tileX + 0.5) * TILE_SUB, (tileY + 0.5) * TILE_SUB) ?? null,
    blocked: (tileX, tileY) => session()?.blockedAt(tileX, tileY) ?? true,
  };
}
