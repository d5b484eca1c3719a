// The commands and inputs that a step takes, as data. The same seed, commands and inputs give the same world on every
// machine. Nothing is validated here: gateways have checked names and inputs before.
import type { ResolvedHunt } from "@doubloon/shared/hunt/definition";
import type { InputSeq, MoverId, PlayerId } from "@doubloon/shared/ids";

/** A new or returning player joins. A returning player keeps position and score; a new one starts at a spawn point. */
export interface EnterCommand {
  readonly type: "enter";
  readonly playerId: PlayerId;
  /** Already validated. Undefined keeps a returning player's name. */
  readonly name: string | undefined;
  /** An automatic player; absent for a person. */
  readonly bot?: true;
}

/** A player leaves: the mover is removed, the account keeps position, score and rank. */
export interface LeaveCommand {
  readonly type: "leave";
  readonly mover: MoverId;
}

/** A hunt is announced. Its places come from `secret` and the public entropy, never from the world's generator. */
export interface AnnounceHuntCommand {
  readonly type: "announceHunt";
  readonly hunt: ResolvedHunt;
  /** 32 random bytes. */
  readonly secret: Uint8Array;
  /** SHA-256 of the announcement in the public log, in hex. */
  readonly announcement: string;
}

/** A player enters a hunt with 16 bytes of public entropy, in hex. */
export interface JoinHuntCommand {
  readonly type: "joinHunt";
  readonly mover: MoverId;
  readonly hunt: number;
  readonly nonce: string;
}

/** Requests of a player that need nothing but the mover. */
export interface HunterCommand {
  readonly type: "retune" | "useTool" | "leaveTeam";
  readonly mover: MoverId;
}

/** Marks where the crown may lie. */
export interface MarkCommand {
  readonly type: "mark";
  readonly mover: MoverId;
  readonly tileX: number;
  readonly tileY: number;
}

/** Creates a team under a new code, or joins the team of a code. The server draws new codes. */
export interface TeamCommand {
  readonly type: "createTeam" | "joinTeam";
  readonly mover: MoverId;
  readonly code: string;
}

/** Begins or ends the search for a cache of one's own. */
export interface SoloCommand {
  readonly type: "solo";
  readonly mover: MoverId;
  readonly act: "tutorial" | "daily" | "end";
}

/** What a game master does to a hunt. */
export interface DirectHuntCommand {
  readonly type: "pauseHunt" | "resumeHunt" | "endHunt" | "cancelHunt" | "releaseHint";
  readonly hunt: number;
}

export interface ExtendHuntCommand {
  readonly type: "extendHunt";
  readonly hunt: number;
  readonly ticks: number;
}

/** Puts loot of a kind on a tile, if there is room. */
export interface DropLootCommand {
  readonly type: "dropLoot";
  readonly tileX: number;
  readonly tileY: number;
  readonly kind: number;
}

/** Moves a player to a position in sub-tile units. */
export interface PlaceCommand {
  readonly type: "place";
  readonly mover: MoverId;
  readonly x: number;
  readonly y: number;
}

/** The calendar has moved on: days since 1970 and the season's number. */
export interface CalendarCommand {
  readonly type: "calendar";
  readonly day: number;
  readonly season: number;
}

/** The key of caches of one's own: 32 random bytes, once for a world. */
export interface SoloSecretCommand {
  readonly type: "soloSecret";
  readonly secret: Uint8Array;
}

export type HuntCommand =
  | AnnounceHuntCommand
  | JoinHuntCommand
  | HunterCommand
  | MarkCommand
  | TeamCommand
  | SoloCommand
  | DirectHuntCommand
  | ExtendHuntCommand
  | DropLootCommand
  | PlaceCommand
  | CalendarCommand
  | SoloSecretCommand;

export type Command = EnterCommand | LeaveCommand | HuntCommand;

/** A tick's inputs in order of arrival, in columns: row i is one input. Reused from tick to tick. */
export interface InputBatch {
  count: number;
  readonly mover: Uint16Array;
  readonly seq: Uint16Array;
  /** `Intent` of shared/movement or `Action` of shared/wire/input; an emote's pose is in `heading`. */
  readonly intent: Uint8Array;
  readonly heading: Uint8Array;
  /** Target of a point intent, in sub-tile units. */
  readonly x: Int32Array;
  readonly y: Int32Array;
}

/** Creates an empty batch for up to `capacity` inputs. */
export function makeInputBatch(capacity: number): InputBatch {
  return {
    count: 0,
    mover: new Uint16Array(capacity),
    seq: new Uint16Array(capacity),
    intent: new Uint8Array(capacity),
    heading: new Uint8Array(capacity),
    x: new Int32Array(capacity),
    y: new Int32Array(capacity),
  };
}

/** Adds an input. Returns false if the batch is full. */
export function pushInput(
  batch: InputBatch,
  mover: MoverId,
  seq: InputSeq,
  intent: number,
  heading: number,
  x: number,
  y: number,
): boolean {
  const i = batch.count;
  if (i === batch.mover.length) return false;
  batch.mover[i] = mover;
  batch.seq[i] = seq;
  batch.intent[i] = intent;
  batch.heading[i] = heading;
  batch.x[i] = x;
  batch.y[i] = y;
  batch.count = i + 1;
  return true;
}

/** Removes the inputs of the given movers and keeps the order of the others. Returns the number removed. */
export function removeInputs(batch: InputBatch, movers: ReadonlySet<MoverId>): number {
  if (movers.size === 0) return 0;
  let kept = 0;
  for (let i = 0; i < batch.count; i++) {
    if (movers.has(batch.mover[i] as MoverId)) continue;
    batch.mover[kept] = batch.mover[i];
    batch.seq[kept] = batch.seq[i];
    batch.intent[kept] = batch.intent[i];
    batch.heading[kept] = batch.heading[i];
    batch.x[kept] = batch.x[i];
    batch.y[kept] = batch.y[i];
    kept++;
  }
  const removed = batch.count - kept;
  batch.count = kept;
  return removed;
}
