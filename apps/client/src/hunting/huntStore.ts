// What the server has told this player of the hunts, for the HUD and the scene. It changes a few times a second at most;
// every list is bounded. The parts of one field never change in place.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import type { Tick } from "@doubloon/shared/ids";
import type {
  Clue,
  Find,
  HunterState,
  HuntSummary,
  Hunts,
  Podium,
  Ranking,
  RankingName,
  Reading,
  Team,
} from "@doubloon/shared/protocol/huntEvents";
import { createStore, useStore } from "zustand";

/** A find with a number of its own, for lists. */
export interface ShownFind extends Find {
  readonly id: number;
}

/** The own player's way to a zone. `tiles` is 0 inside. */
export interface ZoneWay {
  readonly hunt: number;
  /** 0 east, clockwise to 7. */
  readonly octant: number;
  readonly tiles: number;
}

export interface PathPoint {
  readonly tick: Tick;
  readonly tileX: number;
  readonly tileY: number;
}

export interface HuntState {
  readonly hunts: readonly HuntSummary[];
  readonly next: Hunts["next"];
  /** Undefined until the server has said. */
  readonly hunter: HunterState | undefined;
  /** The clues of this connection, oldest first; see ownClues. */
  readonly clues: readonly Clue[];
  readonly team: Team | undefined;
  readonly rankings: Readonly<Partial<Record<RankingName, Ranking>>>;
  readonly podium: Podium | undefined;
  /** The ticker: the newest finds, newest first. */
  readonly finds: readonly ShownFind[];
  /** The readings of the own thread, oldest first. */
  readonly readings: readonly Reading[];
  /** The newest of them from where the player stood: the others are those of the team. */
  readonly ownReading: Reading | undefined;
  /** How many readings have come since the page was loaded. */
  readonly readingsTaken: number;
  /** The tick at which the reading that is awaited was asked for. */
  readonly listening: Tick | undefined;
  /** What the own player's mover shows, see hunt/pose.ts; undefined while it walks. */
  readonly pose: number | undefined;
  /** The next tap on the ground marks where the crown may lie. */
  readonly marking: boolean;
  /** Where the player has marked the crown in the own hunt. */
  readonly marked: { readonly tileX: number; readonly tileY: number } | undefined;
  /** The world's tick, about four times a second. */
  readonly tick: Tick | undefined;
  readonly way: ZoneWay | undefined;
  /** The own path of the last hunt, set together with the podium. */
  readonly path: readonly PathPoint[];
  /** The tick at which each hunt was first seen running, if its beginning was seen. */
  readonly begun: Readonly<Record<number, Tick>>;
  /** Tiles of caches in whose finding the player had a part, as "x,y". */
  readonly ownFinds: readonly string[];
}

export const firstHuntState: HuntState = {
  hunts: [],
  next: undefined,
  hunter: undefined,
  clues: [],
  team: undefined,
  rankings: {},
  podium: undefined,
  finds: [],
  readings: [],
  ownReading: undefined,
  readingsTaken: 0,
  listening: undefined,
  pose: undefined,
  marking: false,
  marked: undefined,
  tick: undefined,
  way: undefined,
  path: [],
  begun: {},
  ownFinds: [],
};

export const huntStore = createStore<HuntState>()(() => firstHuntState);

/** Subscribes a component to one part of the state. */
export function useHunt<T>(pick: (state: HuntState) => T): T {
  return useStore(huntStore, pick);
}

const livePhases: ReadonlySet<string> = new Set(["announced", "countdown", "running"]);

/** Whether a hunt can be entered and played. */
export function isLive({ phase }: HuntSummary): boolean {
  return livePhases.has(phase);
}

/** Whether a tile lies in a rectangle. */
export function isInside({ x, y, width, height }: TileRect, tileX: number, tileY: number): boolean {
  return tileX >= x && tileX < x + width && tileY >= y && tileY < y + height;
}

/** The hunt that the player takes part in; undefined while free roaming. */
export function ownHunt({ hunts, hunter }: HuntState): HuntSummary | undefined {
  return hunter === undefined || hunter.hunt === 0
    ? undefined
    : hunts.find((one) => one.hunt === hunter.hunt);
}

/** The hunt that the HUD speaks of: the player's own, or else the one that the way leads to. */
export function shownHunt(state: HuntState): HuntSummary | undefined {
  const own = ownHunt(state);
  if (own !== undefined) return own;
  return state.hunts.find(({ hunt }) => hunt === state.way?.hunt) ?? state.hunts.find(isLive);
}

/** The clues of the thread that the detector is tuned to, oldest first. */
export function ownClues({ clues, hunter }: HuntState): readonly Clue[] {
  return hunter === undefined
    ? []
    : clues.filter((clue) => clue.hunt === hunter.hunt && clue.thread === hunter.thread);
}

/** Whether two clues say the same: the server tells them again after each new connection. */
export function isSameClue(a: Clue, b: Clue): boolean {
  if (a.hunt !== b.hunt || a.thread !== b.thread || a.wave !== b.wave) return false;
  if (a.kind === "hint" && b.kind === "hint") {
    return (["x", "y", "width", "height"] as const).every((side) => a.area[side] === b.area[side]);
  }
  return a.kind === b.kind && a.kind !== "hint";
}
