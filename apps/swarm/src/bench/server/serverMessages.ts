// What the bench and the harness in its servers say to each other.

export type ToServer =
  /** Fan-out: send this many room frames a second, rooms in turn; Infinity for as many as the server can. */
  | { readonly type: "beat"; readonly roomsPerSecond: number; readonly rooms: number }
  /** Forget the longest pause so far. */
  | { readonly type: "clear" }
  | { readonly type: "gauge"; readonly collect: boolean };

export interface Gauge {
  readonly heapBytes: number;
  /** Longest pause for garbage collection since the last `clear`. */
  readonly longestGcMs: number;
  /** World: counted since the start. */
  readonly counters: {
    /** Messages that clients should have got. */
    readonly due: number;
    /** Movers in those messages, and the bytes that say so. */
    readonly moverRecords: number;
    readonly moverBytes: number;
  };
}

export type FromServer = { readonly type: "gauge" } & Gauge;
