// A pipe carries packets to one endpoint. The session does not know whether it is a socket or a Redis channel.

export interface Pipe {
  /** Bytes handed over that have not been sent yet. */
  readonly backlogBytes: number;
  /**
   * Sends a packet without blocking. `done` is called once the bytes are sent or lost, and may be reused.
   */
  send(packet: Buffer, done: () => void): void;
  /** The session that used it is over. */
  cut(): void;
}

/** Runs a task once the current turn of the event loop is over. */
export type Schedule = (task: () => void) => void;
