// The movers, one for each online player: one row in typed-array columns each; the row number is the mover id. Of the
// player it knows only the account row.
import { MAX_MOVERS, type MoverId, type Tick } from "@doubloon/shared/ids";
import { Gait } from "@doubloon/shared/movement";
import { since32 } from "@doubloon/shared/time";

/** A freed id is not reused for this long, so that no frame in flight still refers to the previous mover. */
const REST_TICKS = 256;

export class Movers {
  /** Account row + 1; 0 for a free id. */
  readonly account: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** Position, in sub-tile units like the target. */
  readonly x: Int32Array<ArrayBuffer> = new Int32Array(MAX_MOVERS);
  readonly y: Int32Array<ArrayBuffer> = new Int32Array(MAX_MOVERS);
  readonly targetX: Int32Array<ArrayBuffer> = new Int32Array(MAX_MOVERS);
  readonly targetY: Int32Array<ArrayBuffer> = new Int32Array(MAX_MOVERS);
  readonly heading: Uint8Array<ArrayBuffer> = new Uint8Array(MAX_MOVERS);
  readonly gait: Uint8Array<ArrayBuffer> = new Uint8Array(MAX_MOVERS);
  readonly intent: Uint8Array<ArrayBuffer> = new Uint8Array(MAX_MOVERS);
  /** What a stopped mover shows (shared/hunt/pose.ts); 0 while it moves. */
  readonly pose: Uint8Array<ArrayBuffer> = new Uint8Array(MAX_MOVERS);
  /** 1 while the mover runs in boots. */
  readonly fast: Uint8Array<ArrayBuffer> = new Uint8Array(MAX_MOVERS);
  /** Number of the last input answered. */
  readonly lastSeq: Uint16Array<ArrayBuffer> = new Uint16Array(MAX_MOVERS);
  readonly room: Uint16Array<ArrayBuffer> = new Uint16Array(MAX_MOVERS);
  /** The tick at which it came to rest last. */
  readonly stoodTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** The tick at which all its emotes are paid for, see applyInputs.ts. */
  readonly emoteTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** The newest of all ticks below: the mover has not changed since. */
  readonly touchTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** The tick at which the current motion began or the last input was answered. */
  readonly changeTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** The change tick before that. */
  readonly previousChangeTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** The last tick whose step the motion does not describe, so that only a state record can. */
  readonly jumpTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  readonly enterTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** The last tick at which its own player must be told: an input was answered, its pose changed, or it took a fast step. */
  readonly inputTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** The last tick at which it entered another chunk, the one before that, and the chunk it came from last. */
  readonly crossTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  readonly previousCrossTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  readonly crossFrom: Uint16Array<ArrayBuffer> = new Uint16Array(MAX_MOVERS);
  /** The tick at which a free id was released. */
  readonly freedTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** Free ids below `high`, a ring in order of release. */
  readonly free: Uint16Array<ArrayBuffer> = new Uint16Array(MAX_MOVERS);
  freeHead = 0;
  freeCount = 0;
  /** Ids from here on were never used. */
  high = 0;
  /** Movers in the world. */
  count = 0;

  /** Takes an id for a mover of `account`, with every tick column at `tick`. Returns undefined if no id is free. */
  take(account: number, tick: Tick): MoverId | undefined {
    let id: number;
    const oldest = this.free[this.freeHead];
    if (this.freeCount > 0 && since32(tick, this.freedTick[oldest] as Tick) >= REST_TICKS) {
      id = oldest;
      this.freeHead = (this.freeHead + 1) % MAX_MOVERS;
      this.freeCount--;
    } else if (this.high < MAX_MOVERS) {
      id = this.high++;
    } else return undefined;
    this.count++;
    this.account[id] = account + 1;
    this.heading[id] = 0;
    this.gait[id] = 0;
    this.intent[id] = 0;
    this.pose[id] = 0;
    this.fast[id] = 0;
    this.stoodTick[id] = tick;
    this.emoteTick[id] = tick;
    this.targetX[id] = 0;
    this.targetY[id] = 0;
    this.lastSeq[id] = 0;
    this.crossFrom[id] = 0;
    this.touchTick[id] = tick;
    this.changeTick[id] = tick;
    this.previousChangeTick[id] = tick;
    this.jumpTick[id] = tick;
    this.enterTick[id] = tick;
    this.inputTick[id] = tick;
    this.crossTick[id] = tick;
    this.previousCrossTick[id] = tick;
    return id as MoverId;
  }

  /** Releases an id. */
  release(id: MoverId, tick: Tick): void {
    this.account[id] = 0;
    this.gait[id] = 0;
    this.intent[id] = 0;
    this.pose[id] = 0;
    this.fast[id] = 0;
    this.freedTick[id] = tick;
    this.free[(this.freeHead + this.freeCount) % MAX_MOVERS] = id;
    this.freeCount++;
    this.count--;
  }

  /** Whether a mover has that id. */
  has(id: number): boolean {
    return id < this.high && this.account[id] !== 0;
  }

  /** The mover's motion as frames carry it. */
  motion(id: number): number {
    const gait = this.gait[id];
    return gait === Gait.stopped ? this.pose[id] : (gait << 6) | this.heading[id];
  }

  /** Records that the mover's motion or last answered input changed in this step. */
  markChanged(id: number, tick: Tick): void {
    this.touchTick[id] = tick;
    if (this.changeTick[id] === tick) return;
    this.previousChangeTick[id] = this.changeTick[id];
    this.changeTick[id] = tick;
  }

  /** Every column that is state, up to the highest id used, in a fixed order. */
  columns(): readonly (Uint8Array | Uint16Array | Uint32Array | Int32Array)[] {
    const { high } = this;
    return [
      this.account.subarray(0, high),
      this.x.subarray(0, high),
      this.y.subarray(0, high),
      this.targetX.subarray(0, high),
      this.targetY.subarray(0, high),
      this.heading.subarray(0, high),
      this.gait.subarray(0, high),
      this.intent.subarray(0, high),
      this.lastSeq.subarray(0, high),
      this.room.subarray(0, high),
      this.touchTick.subarray(0, high),
      this.changeTick.subarray(0, high),
      this.previousChangeTick.subarray(0, high),
      this.jumpTick.subarray(0, high),
      this.enterTick.subarray(0, high),
      this.inputTick.subarray(0, high),
      this.crossTick.subarray(0, high),
      this.previousCrossTick.subarray(0, high),
      this.crossFrom.subarray(0, high),
      this.freedTick.subarray(0, high),
      // The whole ring would add 128 KB to each snapshot, so only its used part is written, from its head.
      this.#freeInOrder(),
    ];
  }

  #freeInOrder(): Uint16Array {
    if (this.freeHead !== 0) {
      const inOrder = Uint16Array.from(
        { length: this.freeCount },
        (_, i) => this.free[(this.freeHead + i) % MAX_MOVERS],
      );
      this.free.set(inOrder);
      this.freeHead = 0;
    }
    return this.free.subarray(0, this.freeCount);
  }
}
