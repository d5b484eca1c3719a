// What hosting a world takes, and what a hosted world offers to the rest of its process. Types only.
import type { stepWorld } from "@doubloon/engine/stepWorld";
import type { Tick } from "@doubloon/shared/ids";
import type { LootRow } from "@doubloon/shared/loot";
import type { WorldMap } from "@doubloon/shared/map";
import type { AdminBoardPage, AdminBoardQuery } from "@doubloon/shared/protocol/admin";
import type { Ledger } from "../ledger/port.ts";
import type { Clock } from "../lib/clock.ts";
import type { WorldLink } from "../link/port.ts";
import type { LoadSources } from "./feeds/rateControl.ts";
import type { FrameRate } from "./feeds/rateLadder.ts";
import type { RoomRates } from "./feeds/roomFeeds.ts";
import type { HuntContent, HuntHost } from "./hunts/hunts.ts";
import type { WorldObserver } from "./worldObserver.ts";

export interface WorldHostOptions extends LoadSources {
  readonly map: WorldMap;
  readonly loot: readonly LootRow[];
  /** Seed of a new world; a world from the ledger keeps its own. */
  readonly seed: number;
  /** Stays open when the host closes. */
  readonly ledger: Ledger;
  readonly link: WorldLink;
  readonly clock: Clock;
  readonly observer: WorldObserver;
  /** Highest frame rate of a room, in frames a second; 10 by default. */
  readonly framesPerSecond?: FrameRate;
  /** Random id of a new world, up to 22 ASCII characters; empty by default. */
  readonly lineage?: string;
  /** Gets one line for each damaged record of the saved world, and for what is used instead. */
  readonly onDamage?: (line: string) => void;
  /** Time since the loaded world stood still, in ms: asked once, after loading; the world catches up if it is short. */
  readonly stoodStillMs?: () => number | undefined;
  /** Called before a saved world is rewritten whole, in this version's format or for another map. Its error ends the opening. */
  readonly beforeRewrite?: () => Promise<void>;
  /** Hunts and what they are drawn with; without it no hunt is announced. */
  readonly hunts?: HuntContent;
  /** Wall time of the game, in Unix ms; the machine's by default. */
  readonly wallMs?: () => number;
  /** Gets a line about a hunt that could not be announced. */
  readonly onHuntProblem?: (line: string) => void;
  /** Steps the world; replaced only in tests. */
  readonly step?: typeof stepWorld;
}

export interface WorldHost {
  start(): void;
  /** Stops and saves the world, unless a step has failed. Throws the ledger's error if the last save fails. */
  close(): Promise<void>;
  /**
   * Stops ticking and saves, so that another process can take over. What was asked of hunts before is in the save, what is asked
   * from then on is refused; other messages wait.
   * @throws the ledger's error if the save fails; an Error if a step has failed, so that the world must not be saved
   */
  quiesce(): Promise<void>;
  /** Goes on after `quiesce`. */
  resume(): void;
  /** Stops the world at once without saving. */
  abandon(): void;
  /** Age of the oldest change that is not on disk, in ms; 0 if there is none. */
  readonly saveAgeMs: number;
  /** Why the world is not being saved, for the operator; undefined if it is. */
  saveProblem(): string | undefined;
  readonly tick: Tick;
  /** Players and bots in the world. */
  readonly playersOnline: number;
  /** Players on the leaderboard, on which no bot is. */
  readonly playersRanked: number;
  /** A page of the leaderboard; undefined if too many searches wait, or the world has closed. */
  boardPage(query: AdminBoardQuery): Promise<AdminBoardPage | undefined>;
  /** The hunts of this world: for the console, for pages and for tests. */
  readonly hunts: HuntHost;
  /** The frame rates of each room class, and the reason for them. */
  rates(): RoomRates[];
}
