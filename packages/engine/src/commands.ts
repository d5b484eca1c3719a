// The commands and inputs that a step takes, as data. The same seed, commands and inputs give the same world on every
// machine. Nothing is validated here: gateways have checked names and inputs before.
import type { InputSeq, MoverId, PlayerId } from "@doubloon/shared/ids";

/** A new or returning player joins. A returning player keeps position and score; a new one starts at a spawn point. */
export interface EnterCommand {
  readonly type: "enter";
  readonly playerId: PlayerId;
  /** Already validated. Undefined keeps a returning player's name. */
  readonly name: string | undefined;
}

/** A player leaves: the mover is removed, the account keeps position, score and rank. */
export interface LeaveCommand {
  readonly type: "leave";
  readonly mover: MoverId;
}

export type Command = EnterCommand | LeaveCommand;

/** A tick's inputs in order of arrival, in columns: row i is one input. Reused from tick to tick. */
export interface InputBatch {
  count: number;
  readonly mover: Uint16Array;
  readonly seq: Uint16Array;
  /** `Intent` of shared/movement. */
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
