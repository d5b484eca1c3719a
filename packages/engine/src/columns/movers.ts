// The bodies that walk in the world right now, one row of typed-array columns each; a row's number is its mover id.
// It knows nothing of players beyond the account row a body belongs to.
import { MAX_MOVERS, type MoverId, type Tick } from "@doubloon/shared/ids";
import { since32 } from "@doubloon/shared/time";

/** An id stays free this long, so that no frame still speaks of its former body when it is given anew. */
const REST_TICKS = 256;

export class Movers {
  /** Account row + 1; 0 where there is no body. */
  readonly account: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** Sub-tile units, like the targets. */
  readonly x: Int32Array<ArrayBuffer> = new Int32Array(MAX_MOVERS);
  readonly y: Int32Array<ArrayBuffer> = new Int32Array(MAX_MOVERS);
  readonly targetX: Int32Array<ArrayBuffer> = new Int32Array(MAX_MOVERS);
  readonly targetY: Int32Array<ArrayBuffer> = new Int32Array(MAX_MOVERS);
  readonly heading: Uint8Array<ArrayBuffer> = new Uint8Array(MAX_MOVERS);
  readonly gait: Uint8Array<ArrayBuffer> = new Uint8Array(MAX_MOVERS);
  readonly intent: Uint8Array<ArrayBuffer> = new Uint8Array(MAX_MOVERS);
  /** Number of the last input answered. */
  readonly lastSeq: Uint16Array<ArrayBuffer> = new Uint16Array(MAX_MOVERS);
  readonly room: Uint16Array<ArrayBuffer> = new Uint16Array(MAX_MOVERS);
  /** Newest of all the ticks below: nothing happened to the body since. */
  readonly touchTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** Step that first went by the present motion, or answered the last input. */
  readonly changeTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** The change before that one. */
  readonly formerChangeTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** Last step that its motion does not tell, so that only a full record can. */
  readonly jumpTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  readonly enterTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  readonly inputTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** Last step into another chunk, the one before it, and the chunk the last one came from. */
  readonly crossTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  readonly formerCrossTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  readonly crossFrom: Uint16Array<ArrayBuffer> = new Uint16Array(MAX_MOVERS);
  /** When a free id's last body left. */
  readonly freedTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  /** Free ids below `high`, a ring in the order they became free. */
  readonly free: Uint16Array<ArrayBuffer> = new Uint16Array(MAX_MOVERS);
  freeHead = 0;
  freeCount = 0;
  /** Ids from here up were never given. */
  high = 0;
  /** Bodies present. */
  count = 0;

  /** A free id for a body of `account`, with every tick column at `tick`; undefined if there is none. */
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
    this.targetX[id] = 0;
    this.targetY[id] = 0;
    this.lastSeq[id] = 0;
    this.crossFrom[id] = 0;
    this.touchTick[id] = tick;
    this.changeTick[id] = tick;
    this.formerChangeTick[id] = tick;
    this.jumpTick[id] = tick;
    this.enterTick[id] = tick;
    this.inputTick[id] = tick;
    this.crossTick[id] = tick;
    this.formerCrossTick[id] = tick;
    return id as MoverId;
  }

  /** Gives an id back. */
  release(id: MoverId, tick: Tick): void {
    this.account[id] = 0;
    this.gait[id] = 0;
    this.intent[id] = 0;
    this.freedTick[id] = tick;
    this.free[(this.freeHead + this.freeCount) % MAX_MOVERS] = id;
    this.freeCount++;
    this.count--;
  }

  /** Whether there is a body of that id. */
  has(id: number): boolean {
    return id < this.high && this.account[id] !== 0;
  }

  /** Notes that the body's motion, or what it answers, is another one from this step on. */
  markChanged(id: number, tick: Tick): void {
    this.touchTick[id] = tick;
    if (this.changeTick[id] === tick) return;
    this.formerChangeTick[id] = this.changeTick[id];
    this.changeTick[id] = tick;
  }

  /** Every column that is state, up to the highest id given, in a fixed order. */
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
      this.formerChangeTick.subarray(0, high),
      this.jumpTick.subarray(0, high),
      this.enterTick.subarray(0, high),
      this.inputTick.subarray(0, high),
      this.crossTick.subarray(0, high),
      this.formerCrossTick.subarray(0, high),
      this.crossFrom.subarray(0, high),
      this.freedTick.subarray(0, high),
      // The whole ring would be 128 KB in each snapshot: its live part is laid out from its head instead.
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
