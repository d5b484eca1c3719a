// One way for packets to one peer. What is under it (a socket, a channel) is not the session's business.

export interface Pipe {
  /** Bytes handed over that have not left yet. */
  readonly backlogBytes: number;
  /**
   * Takes a packet along; never waits. `done` is called once the bytes have left or are lost, and may be used again.
   */
  send(packet: Buffer, done: () => void): void;
  /** The session that used it is over. */
  cut(): void;
}

/** Runs a task once the current turn of the event loop is over. */
export type Schedule = (task: () => void) => void;
