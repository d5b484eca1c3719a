// Messages between the bench and the harness in its servers.

export type ToServer =
  /** Fan-out: send this many room frames a second, rooms in turn; Infinity for as many as possible. */
  | { readonly type: "send"; readonly roomsPerSecond: number; readonly rooms: number }
  /** Reset the longest pause. */
  | { readonly type: "clear" }
  | { readonly type: "gauge"; readonly collect: boolean };

export interface Gauge {
  readonly heapBytes: number;
  /** Longest pause for garbage collection since the last `clear`. */
  readonly longestGcMs: number;
  /** World: counts since the start. */
  readonly counters: {
    /** Messages that clients should have received. */
    readonly due: number;
    /** Mover records in those messages, and their bytes. */
    readonly moverRecords: number;
    readonly moverBytes: number;
  };
}

export type FromServer = { readonly type: "gauge" } & Gauge;
